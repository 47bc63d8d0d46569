"""What can go wrong, and with which words it is told.

EindekssError
  ConfigError            the settings or the command line; exit 2, nothing runs
    DefinitionError      an indicator file that is malformed
    RegistryError        a row of data/inputs that is wrong
    MethodologyError     a row of a methodology's tables that is wrong
    SurveyError          a questionnaire, or a table of answers, that is wrong
  GatherError            something was not measured; its ``reason`` is one of REASONS and becomes Missing at the border
    Unreachable | Refused | Unusable | BrowserFailed | OutOfBudget
  BundleError
    BundleCorrupt        the bytes are not those that were sealed
    BundleTooNew         written by a later eindekss
  MergeConflict          two bundles give different answers under one key
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.types import Missing, Text


class EindekssError(Exception):
    """The root. ``exit_code`` is what the command line ends with."""

    exit_code = 1


class ConfigError(EindekssError):
    """What was asked cannot be done as asked; every fault is listed, each with its remedy."""

    exit_code = 2

    def __init__(self, faults: str | Sequence[str]) -> None:
        self.faults = (faults,) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(self.faults))


class DefinitionError(ConfigError):
    """An indicator file is malformed."""


class RegistryError(ConfigError):
    """A row of ``data/inputs`` is wrong; each fault names file, line and remedy."""


class MethodologyError(ConfigError):
    """A table of a methodology is wrong; each fault names file, line, column and remedy."""


class SurveyError(ConfigError):
    """A questionnaire or a table of answers is wrong; each fault names file, line or cell, column and remedy."""


class BundleError(EindekssError):
    """A bundle cannot be used."""

    exit_code = 2


class BundleCorrupt(BundleError):
    """The bytes are not those that were sealed."""


class BundleTooNew(BundleError):
    """Written by a later eindekss."""


class MergeConflict(BundleError):
    """Two bundles give different answers under one key."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was not measured: in words, and what can be done about it."""

    family: str
    what: Text
    remedy: Text
    passing: bool = False
    """Whether it may be over in a moment, so that a second try later in the same visit is worth it."""


FOR_THE_SCORE = Text(
    "Neizmērīto vērtējumā neņem vērā: tas vērtējumu ne pazemina, ne paaugstina.",
    "What was not measured does not count: it neither lowers nor raises a score.",
)
"""What each of the reasons means for the score."""


_RETRY = Text("Atkārtojiet apmeklējumu vēlāk.", "Repeat the visit later.")
_NAME = Text(
    "Pārbaudiet adresi reģistrā; ja tā ir pareiza, atkārtojiet vēlāk.",
    "Check the address in the registry; if it is right, repeat the visit later.",
)
_ASK = Text("Lūdziet vietnes uzturētāju atļaut eindekss piekļuvi.", "Ask the site's keeper to let eindekss in.")
_SITE = Text("Informējiet par to vietnes uzturētāju.", "The site's keeper should know of it.")
_REPORT = Text("Ziņojiet eindekss izstrādātājiem.", "Report it to the developers of eindekss.")
_BUDGET = Text("Atkārtojiet apmeklējumu ar lielāku budžetu.", "Repeat the visit with a larger budget.")

REASONS: dict[str, Reason] = {
    "dns": Reason(
        "Unreachable",
        Text("vietnes domēna vārdu neizdevās atrast", "the host name could not be resolved"),
        _NAME,
    ),
    "connection-refused": Reason(
        "Unreachable", Text("serveris nepieņēma savienojumu", "the server refused the connection"), _RETRY, passing=True
    ),
    "timeout": Reason("Unreachable", Text("serveris laikā neatbildēja", "the server did not answer in time"), _RETRY, passing=True),
    "tls": Reason("Unreachable", Text("neizdevās izveidot drošu savienojumu", "no secure connection could be made"), _SITE),
    "reset": Reason("Unreachable", Text("savienojums pārtrūka", "the connection broke off"), _RETRY, passing=True),
    "robots": Reason("Refused", Text("robots.txt to neatļauj", "robots.txt disallows it"), _ASK),
    "forbidden": Reason("Refused", Text("serveris atteica piekļuvi", "the server denied access"), _ASK),
    "rate-limited": Reason("Refused", Text("serveris lūdza pagaidīt", "the server asked us to wait"), _RETRY, passing=True),
    "challenge": Reason("Refused", Text("serveris prasīja pierādīt, ka esam cilvēks", "the server asked for proof of being human"), _ASK),
    "block-page": Reason("Refused", Text("lapas vietā bija bloķēšanas paziņojums", "a block page came in place of the page"), _ASK),
    "private-address": Reason(
        "Refused",
        Text("adrese nav publiska", "the address is not a public one"),
        Text("Ja tā domāts, atļaujiet to ar --allow-address.", "If meant, allow it with --allow-address."),
    ),
    "server-error": Reason(
        "Unreachable", Text("serveris ziņoja par savu kļūdu", "the server reported an error of its own"), _RETRY, passing=True
    ),
    "not-found": Reason("Unusable", Text("lapas nav", "there is no such page"), _SITE),
    "not-html": Reason("Unusable", Text("atbilde nav tīmekļa lapa", "the answer is not a web page"), _SITE),
    "too-large": Reason("Unusable", Text("atbilde ir pārāk liela", "the answer is too large"), _SITE),
    "undecodable": Reason("Unusable", Text("atbildi nevar nolasīt", "the answer cannot be decoded"), _SITE),
    "soft-404": Reason("Unusable", Text("kļūdas lapa ar sekmīgu statusu", "an error page with a success status"), _SITE),
    "empty": Reason("Unusable", Text("atbilde ir tukša", "the answer is empty"), _SITE),
    "truncated": Reason("Unreachable", Text("saņemta tikai daļa atbildes", "only a part of the answer came"), _RETRY, passing=True),
    "protocol": Reason(
        "Unreachable", Text("serveris neatbildēja pēc HTTP protokola", "the server does not speak HTTP as we know it"), _SITE
    ),
    "headers": Reason("Unreachable", Text("atbildes galvenes ir pārāk lielas", "the headers of the answer are too large"), _SITE),
    "maintenance": Reason("Unreachable", Text("vietnē notiek apkopes darbi", "the site is down for maintenance"), _RETRY, passing=True),
    "placeholder": Reason(
        "Unusable",
        Text("vietnes vietā ir mitināšanas pakalpojuma sākotnējā lapa", "a page of the hosting company stands in place of the site"),
        _SITE,
    ),
    "login": Reason(
        "Refused",
        Text("lapa pieejama tikai pēc pieteikšanās", "the page asks for a login"),
        Text(
            "Tas ir eindekss ierobežojums: lapas, kurās jāpiesakās, tas neapskata.",
            "This is a limit of eindekss: it does not look behind logins.",
        ),
    ),
    "redirect-loop": Reason("Unusable", Text("pāradresācijām nav gala", "the redirects have no end"), _SITE),
    "redirect-chain": Reason("Unusable", Text("pāradresāciju ķēde ir pārāk gara", "the chain of redirects is too long"), _SITE),
    "redirect-cookie": Reason(
        "Unusable", Text("bez sīkdatnēm pāradresācijām nav gala", "without cookies the redirects have no end"), _SITE
    ),
    "redirect-nowhere": Reason("Unusable", Text("pāradresācijā nav norādīta mērķa adrese", "a redirect that does not say where to"), _SITE),
    "redirect-scheme": Reason(
        "Unusable", Text("pāradresācija neved uz tīmekļa adresi", "a redirect to something that is no web address"), _SITE
    ),
    "off-site": Reason("Unusable", Text("adrese ved uz citu vietni", "the address leads to another site"), _SITE),
    "no-browser": Reason(
        "BrowserFailed",
        Text("nav pārlūkprogrammas", "there is no browser"),
        Text("Palaidiet «eindekss doctor».", "Run 'eindekss doctor'."),
    ),
    "browser-crash": Reason("BrowserFailed", Text("pārlūkprogramma avarēja", "the browser crashed"), _RETRY),
    "browser-timeout": Reason(
        "BrowserFailed", Text("lapa pārlūkprogrammā laikā neielādējās", "the page did not load in the browser in time"), _RETRY
    ),
    "browser-hung": Reason("BrowserFailed", Text("lapa pārlūkprogrammā sastinga", "the page hung in the browser"), _RETRY),
    "pages": Reason("OutOfBudget", Text("sasniegts lapu skaita ierobežojums", "the limit on pages was reached"), _BUDGET),
    "bytes": Reason("OutOfBudget", Text("sasniegts apjoma ierobežojums", "the limit on bytes was reached"), _BUDGET),
    "time": Reason("OutOfBudget", Text("beidzās apmeklējuma laiks", "the time of the visit ran out"), _BUDGET),
    "interrupted": Reason("OutOfBudget", Text("apmeklējums tika pārtraukts", "the visit was interrupted"), _RETRY),
    "not-gathered": Reason("OutOfBudget", Text("apmeklējumā to neievāca", "the visit did not gather it"), _RETRY),
    "not-rendered": Reason(
        "OutOfBudget",
        Text("lapu veido skripti, bet tā netika atvērta pārlūkprogrammā", "scripts build the page, and it was not opened in a browser"),
        Text("Atkārtojiet ar lielāku --render.", "Repeat with a larger --render."),
    ),
    "incomplete-look": Reason("Judgement", Text("vietne netika apskatīta pilnībā", "the site was not seen as a whole"), _BUDGET),
    "unclear": Reason(
        "Judgement",
        Text("redzētais ļauj dažādus secinājumus", "what was seen allows more than one conclusion"),
        Text("Jāvērtē cilvēkam.", "A person has to judge."),
    ),
    "unknown-reference": Reason(
        "Judgement",
        Text("nav zināms, ar ko salīdzināt", "what to compare with is not known"),
        Text("Papildiniet reģistru (data/inputs).", "Complete the registry (data/inputs)."),
    ),
    "audit-error": Reason("Judgement", Text("kļūda mūsu pārbaudē", "a fault in our own check"), _REPORT),
}
"""The closed list: every ``Missing.reason`` and every reason of a finding that is not an answer."""


class GatherError(EindekssError):
    """Something was not measured. Raised inside the crawler only; at its border it becomes a value."""

    family = ""

    def __init__(self, reason: str, detail: str = "") -> None:
        if REASONS[reason].family != self.family:
            raise ValueError(f"{reason!r} is a reason of {REASONS[reason].family}, not of {self.family}")
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)

    def missing(self) -> Missing:
        """The value that stands in the artifact's place."""
        return Missing(self.reason, self.detail)


class Unreachable(GatherError):
    """No answer came."""

    family = "Unreachable"


class Refused(GatherError):
    """We were told no, or must say no ourselves."""

    family = "Refused"


class Unusable(GatherError):
    """An answer came that is not what was asked for."""

    family = "Unusable"


class BrowserFailed(GatherError):
    """The browser did not do it."""

    family = "BrowserFailed"


class OutOfBudget(GatherError):
    """A limit was reached first."""

    family = "OutOfBudget"
