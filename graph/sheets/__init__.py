"""Claims as sheets that curators fill in, and back: the model's words as columns, one row a claim.

columns     which sheets and columns there are, and the property of each
tables      cells, and what stands above them
reading     files to tables, whatever state they are in: `workbooks` for XLSX, `text_files` for CSV and TSV
archive     what an XLSX file is before it is opened: its true size, merged cells
directory   from the word in a cell to the one thing it names
values      a value in a cell to a term of RDF and back, each the inverse of the other
numbering   which thing each row is; names for rows that have none
building    tables to triples, with the cell that each came from
filling     triples to tables; what fits no column goes to the sheet "more"
more        that sheet
writing     tables to files: XLSX with drop-downs, or CSV
faults      what is wrong, cell by cell, all of it at once
"""
