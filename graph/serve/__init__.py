"""The graph over HTTP, read-only: SPARQL 1.1 Protocol, named questions, a description of every IRI.

`server` starts and stops it, `application` says which address gives what, `guard` wraps every response; a query by GET
goes a shorter way through `express`. A request is read by `protocol`, answered from `cache` or by `pool`: processes
(`worker`) that hold the loaded data (`served`) and work out `answers`, so that whatever a query does costs only itself.
"""
