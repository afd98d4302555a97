"""What a graph says, in sentences. All English wording of the package's answers about claims stands here.

terms    the words for each term of the vocabulary
grammar  what every sentence is put together with
claims   claims, how firm they are, what they rest on, and how they stand to others
others   places, gaps, remarks, studies, concepts
"""

from graph.sentences.claims import basis as basis
from graph.sentences.claims import claim as claim
from graph.sentences.claims import comparison as comparison
from graph.sentences.claims import firmness as firmness
from graph.sentences.claims import limits as limits
from graph.sentences.claims import links as links
from graph.sentences.claims import withdrawal as withdrawal
from graph.sentences.others import concept as concept
from graph.sentences.others import gap as gap
from graph.sentences.others import of_source as of_source
from graph.sentences.others import passage as passage
from graph.sentences.others import remark as remark
from graph.sentences.others import study as study
from graph.sentences.terms import ACCORD as ACCORD
from graph.sentences.terms import BASIS as BASIS
from graph.sentences.terms import CERTAINTY as CERTAINTY
from graph.sentences.terms import HEDGE as HEDGE
from graph.sentences.terms import INDEPENDENCE as INDEPENDENCE
from graph.sentences.terms import KIND as KIND
from graph.sentences.terms import LACK as LACK
from graph.sentences.terms import NOTICE as NOTICE
from graph.sentences.terms import PART as PART
from graph.sentences.terms import PROPERTY as PROPERTY
from graph.sentences.terms import READING as READING
from graph.sentences.terms import RELATION as RELATION
