"""A network as one self-contained HTML page: no request to anywhere, readable without scripts.

marks      how kinds, certainty and relations look: never by color alone
words      the words of the page itself, in one place for translation
literature what studies say of a claim: words and numbers that a caller hands over, and the forest plot
places     short names that links in the document lead to
entries    claims, concepts, gaps and remarks as the template and the script take them
drawn      the pictures as the template takes them
strokes    ways as path data
still      drawings alone, as SVG that carries its own look
steps      sections as steps of reading, and everything at once
focus      a question for a class at each step
packing    for the script what the document does not say
picture    the interactive picture: a pyvis network, positions given, nothing moves
large      the page of a network that is too large for one picture: groups first, the rest on demand
shell      what every page is made of: assets, in few signs or packed, escaped data, policy, template
document   the page put together: template, style, scripts, and the policy that lets nothing else run
"""

from graph.page.document import CROWDED as CROWDED
from graph.page.document import render as render
from graph.page.drawn import Pictures as Pictures
from graph.page.literature import Bearing as Bearing
from graph.page.literature import Evidence as Evidence
from graph.page.literature import Figure as Figure
