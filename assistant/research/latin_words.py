"""Words around figures in English and German policy texts -> patterns that the reader of sentences matches."""

from __future__ import annotations

import re

# What says that a figure is still to be reached.
AIMS = re.compile(
    r"\b(?:aims|aimed|targets(?! group)|targeted|wants?|wanted|plans? (?:to|for)|planned (?:to|for)|(?:is|"
    r"are) (?:planned|to)|"
    r"will|should|seeks? to|sought to|intends? to|looks? for|looked for|provides|authori[sz]es|allocates|earmarks|"
    r"pledge[sd]?|commit(?:s|ted)? to|"
    r"(?:the|an?|its|first|with|was the) (?:aim|goal|target|objective)s?|"
    r"wollen|will|wir werden|werden wir|soll(?:en)?|Ziele?n?|streben|planen|plant|vorsehen|vorgesehen)\b"
    r"|\bWir\s(?:erhöhen|senken|steigern|verdoppeln|stocken|bauen|schaffen|stellen|investieren|fördern|"
    r"unterstützen)\b",
    re.IGNORECASE,
)
# A forecast, a need, a limit or what somebody else does is no aim; it is no result either.
NEITHER = re.compile(
    r"\b(?:[Nn]o(?! (?:less|fewer|more|later))|could|might|would|may|can|projections?|estimate[sd]?|forecasts?|"
    r"foresaw|expected|expects?|if|unless|"
    r"requires?|required|eligible|allows?|promised|proposed|requested|erreichte[nrs]?|keine[nrms]?|hinaus|"
    r"Schwellenwert\\w*|"
    r"brauchen|benötigen|Prognosen?|erwartet|können|könnten|kann|könnte|würden?|dürfen|darf|Schätzungen|wenn|falls|"
    r"prüfen|"
    r"sofern)\b"
)
# What says that it has happened.
DONE = re.compile(
    r"\b(?:had|was|were|received|gave|got|won|awarded|funded|created|cost|spent|invested|reached|passed|rose|fell|"
    r"grew|"
    r"built|named|chose|selected|recognised|recognized|supported|covered|trained|raised|cut|ran|ha(?:s|ve) been|"
    r"ha(?:s|ve) (?:created|funded|supported|awarded|reached|built|trained|attracted|helped|led|brought|given|"
    r"spent|invested|received)|counted|made|opened|attracted|started|joined|took part|announced|provided|offered|"
    r"allocated|set aside|came|issued|earned|"
    r"wurden?|hatten?|erhielt(?:en)?|betrug(?:en)?|lag(?:en)?|stieg(?:en)?|fand(?:en)?|erreichte[n]?)\b"
    r"|\b(?:hat|haben)\b(?=[^;]{0,160}\b(?:ge\w{2,}(?:t|en)|\w{3,}iert|erreicht|verankert|erhalten|vergeben)\b)",
    re.IGNORECASE,
)
# The last verb before a figure says in which time it stands.
PRESENT = re.compile(
    r"\b(?:has|have|is|are|lies?|holds?|counts?|comes?|gets?|covers?|includes?|hat|haben|ist|sind)\b(?!\s(?:been|"
    r"to\b))"
)
YEAR_WORDS = (
    r"(?:the (?:end of |beginning of |year )|fiscal (?:year )?|early |late |mid-|(?:zum |dem )?Jahr(?:e)?\s|Ende\s|"
    r"Anfang\s|"
    r"spätestens\s|(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|"
    r"Februar|"
    r"März|Mai|Juni|Juli|Oktober|Dezember)\s|\d{1,2}\s)*"
)
DEADLINE = re.compile(
    rf"\b(?:by|until|up to|bis(?: zum)?|zum|ab(?: dem)?)\s(?:\d{{1,2}}\.\s)?{YEAR_WORDS}(?P<year>20[0-5]\d)\b"
    r"|\bim Jahre?\s(?P<german>20[0-5]\d)\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(
    rf"\b(?:in|on|for|of|from|to|up to|at|im|am|since|seit|between|during)\s(?:the\s)?{YEAR_WORDS}(?:(?:19|"
    rf"20)\d\d\s?(?:-|–|to|and|bis|und)\s?{YEAR_WORDS})?"
    r"(?P<year>(?:19[89]|20[0-5])\d)\b",
    re.IGNORECASE,
)
YEAR_AT_ONCE = re.compile(r"^\s?(?:\(\s?)?(?P<year>20[2-5]\d)\b")
FISCAL_SPAN = re.compile(
    r"(?:fiscal years?|fiscal|years|Jahren?|[A-Z][a-zä]+)?\s?(?P<first>20\d\d)\s?(?:-|–|to|through|bis)\s?"
    r"(?:[A-Z][a-zä]+\s)?(?P<last>20\d\d)",
    re.IGNORECASE,
)
OVER_YEARS = re.compile(
    r"^[^.;,]{0,12}?\s(?:over|in|for|within|über|in)\s(?:the\s|a\s)?(?:next\s|period\sof\s|den\snächsten\s)?"
    r"(?P<years>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fünf|zehn|vier|drei)\s(?:years|"
    r"Jahren?)\b",
    re.IGNORECASE,
)
YEARLY = re.compile(
    r"^\s(?:a|per|each|every|pro|im|je)\s(?:year|Jahr)\b(?!\s20)|^\s(?:annually|jährlich)\b", re.IGNORECASE
)
YEARLY_BEFORE = re.compile(r"\b(?:jährlich|annual|annually|each year|every year|yearly)\s(?:\S+\s)?$", re.IGNORECASE)

_UP = (
    r"raise[sd]?|rais(?:e|ing)|increas(?:e[sd]?|ing)|grow|expand|grew|rose|rise|steigern|erhöhen|ausbauen|anheben|"
    r"gesteigert|erhöht|steigen|zunehmen|wachsen|gestiegen"
)
_DOWN = (
    r"reduc(?:e[sd]?|ing)|cut(?:ting)?|lower|fell|fall|decrease[sd]?|senken|reduzieren|mindern|verringern|sinken|abnehmen|halbieren|"
    r"gesenkt|reduziert|gesunken"
)
CHANGE_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?P<thing>(?!to\b|by\b|from\b)(?:(?!\s(?:by|"
    rf"to)\s)[^,.;:()]){{3,70}}?)\s(?P<how>by|to|from\b.{{1,20}}\bto)\s"
    r"(?:at least |more than |up to |about |some |around )?$",
    re.IGNORECASE,
)
CHANGE_OF_SUBJECT = re.compile(
    rf"\s(?:is to |are to |will |should )?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?P<how>by|to|from\s.{{1,20}}\sto)\s"
    r"(?:at least |more than |up to |about |some |around )?$",
    re.IGNORECASE,
)
CHANGE_GERMAN = re.compile(
    r"(?P<how>auf|um)\s(?:mindestens\s|rund\s|etwa\s|bis zu\s|über\s|mehr als\s)?$", re.IGNORECASE
)
VERB_GERMAN = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
CHANGE_FRONTED = re.compile(
    r"\bWir\s(?P<verb>erhöhen|senken|steigern|reduzieren|heben|stocken)\s(?P<thing>[^,.;:]{3,70}?)\s(?P<how>auf|um)\s"
    r"(?:mindestens\s|rund\s|etwa\s|bis zu\s|über\s|mehr als\s)?$"
)
BELOW_YEAR = re.compile(
    r"^[^.;]{0,20}?\b(?:below|above|from|compared (?:with|to)|gegenüber(?: dem Jahr)?|"
    r"im Vergleich zu(?:m Jahr)?)\s(?:the\s)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# Firms with a turnover of, wages above: the figure tells which things are meant.
THRESHOLD = re.compile(
    r"\b(?:mit|ab|unter|bei)\s(?:einem|einer)\s(?!Volumen)[A-ZÄÖÜ]\w+\s(?:von|in Höhe von)\s(?:\w+\s){0,2}$|"
    r"\bper\s$|\bauf\s$",
)
NARROWED = re.compile(r"[a-zäöü][sn]\s$")
OF_IT = re.compile(r"^\s(?:of it|of them|of this|davon)\b")
# A value for each of several things, or a length of time: another kind of figure.
FOR_EACH = re.compile(
    r"^[^,.;]{0,36}?\s(?:each|apiece)\b|^\s(?:per|pro|je|a|an|for every)\s(?!year\b|Jahr\b|annum\b)\w|^\s?(?:Tage|"
    r"Jahre|Monate|Stunden|"
    r"Minuten|Wochen|days|years|months|hours|weeks|minutes)\w?\b|^-(?:year|day|month|page)"
)
# Things there are already: the 45 clusters, die 200 angeschlossenen Orte; a label: Artikel 59, Fit for 55, phase 2.
KNOWN_THINGS = re.compile(
    r"\b(?:the|these|those|its|their|all|other|of these|der|die|den|dem|des|diese[nrm]?|alle[nr]?)\s(?:first\s|"
    r"ersten\s|other\s|"
    r"rund\s|etwa\s|about\s|some\s)*$"
    r"|\b(?:Artikels?|Art\.|Abs\.|Absatz|Nr\.|Nummer|Kapitel|Seite|Teil|Satz|Phase|Stufe|Runde|Fit for|section|"
    r"sections|title|chapter|"
    r"part|phase|round|batch|article|articles|field|fields|box|clusters?|number|Document|No\.|paper|page|version|COM|"
    r"line|route|aged|under-|over-|G|CO)\s?$|§\s?$",
    re.IGNORECASE,
)
# In 18 states: where something is, not how much of it.
PLACED = re.compile(
    r"(?<!total )(?<!number )(?<!target )(?<!aim )(?<!goal )(?<!of up )\b(?:in|across|among|under|of|than|into|from|"
    r"aus|unter|bei|nach|vor|"
    r"seit|ab)\s$",
    re.IGNORECASE,
)
BASELINE = re.compile(r"\b(?:from|von)\s$")
TO_ANOTHER = re.compile(r"^[^.;,]{0,24}\s(?:to|auf)\s(?:at least |mindestens |rund |about )?[€$]?\d")
CONTENTS = re.compile(r"(?:\.\s?){5,}|…{2,}")
