"""Where everything stands in a picture and how claims run between concepts, worked out in Python.

The same input gives the same picture, whatever fonts the machine has. No line passes behind the box of a concept that
its claim is not about: it would read as a claim that nobody made.

metrics  how wide words are
graphviz a drawing for Graphviz to lay out
routed   a piece of a network, laid out and routed by Graphviz
sheets   a section as sheets that can be read from the last row
around   a thing between what leads to it and what it leads to
groups   a network too large for one picture, as groups of concepts, each a disc
board    the largest groups as boxes
overview everything at once, by kind, with ways that run between the boxes
free     the picture that a reader explores
"""

from graph.layout.around import Spoke as Spoke
from graph.layout.around import around as around
from graph.layout.around import named as named
from graph.layout.free import views as views
from graph.layout.groups import grouped as grouped
from graph.layout.overview import overview as overview
from graph.layout.sheets import sections as sections
from graph.layout.sheets import sheets as sheets
