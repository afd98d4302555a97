"""What answers SPARQL: RDF files in memory, a loaded store on disk, an endpoint. Each is a `GraphStore`.

`graph.store.loading.load` makes a folder on disk.
"""

from graph.store.answering import GraphStore
from graph.store.memory import LITERATURE, FileStore, from_files, from_quads
from graph.store.opening import from_data, in_memory, is_address

__all__ = ["LITERATURE", "FileStore", "GraphStore", "from_data", "from_files", "from_quads", "in_memory", "is_address"]
