"""Why an answer counts as it does in the official score, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.types import Text

WHY: Mapping[str, Text] = MappingProxyType(
    {
        "confirmed": Text("vietnē redzamais atbildi apstiprina", "what is seen on the site confirms the answer"),
        "partly": Text(
            "vietnē redzamais atbildi apstiprina daļēji; līdz izskatīšanai skaita atbildi",
            "what is seen confirms the answer in part; until a review the answer counts",
        ),
        "not-observable": Text("no malas to nevar redzēt; skaita atbildi", "it cannot be seen from outside; the answer counts"),
        "not-measured": Text("tas nav izmērīts; skaita atbildi", "it was not measured; the answer counts"),
        "contradicted": Text(
            "neatbilst novērotajam, bet nav izskatīta; skaita atbildi",
            "contradicted by what was seen, but not yet reviewed; the answer counts",
        ),
        "may-reply": Text(
            "neatbilst novērotajam; iestādei vēl ir laiks atbildēt, tāpēc skaita atbildi",
            "contradicted by what was seen; the body may still reply, so the answer counts",
        ),
        "replied": Text(
            "neatbilst novērotajam, bet iestāde iebildusi; skaita atbildi, līdz to izskata",
            "contradicted by what was seen, but the body has replied; the answer counts until a review",
        ),
        "no-reply": Text(
            "neatbilst novērotajam, un iestāde noteiktajā laikā nav iebildusi; skaita novēroto",
            "contradicted by what was seen, and the body did not reply in time; what was seen counts",
        ),
        "reply-late": Text(
            "neatbilst novērotajam, un iebildums saņemts pēc termiņa; līdz izskatīšanai skaita novēroto",
            "contradicted by what was seen, and the reply came too late; until a review what was seen counts",
        ),
        "reply-expired": Text(
            "neatbilst novērotajam, un iestādes iebilduma termiņš ir beidzies; skaita novēroto",
            "contradicted by what was seen, and the body’s reply has expired; what was seen counts",
        ),
        "modest": Text(
            "vietnē redzams vairāk, nekā iestāde norādījusi; līdz izskatīšanai skaita atbildi",
            "more is seen than the body claimed; until a review the answer counts",
        ),
        "accepted": Text("izskatīšanā atbilde atzīta par pareizu", "a review found the answer to be right"),
        "overruled": Text("izskatīšanā noskaidrots citādi; skaita noskaidroto", "a review found otherwise; what it found counts"),
        "readers-disagree": Text(
            "izskatītāji nav vienisprātis; līdz lēmumam skaita atbildi", "the readers disagree; until they decide the answer counts"
        ),
        "not-applicable": Text(
            "iestāde norādījusi, ka jautājums uz to neattiecas; to neskaita",
            "the body says that the question does not apply to it; it does not count",
        ),
    }
)
"""The closed list of reasons."""
