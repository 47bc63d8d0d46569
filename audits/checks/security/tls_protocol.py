"""What a resident reads and sends travels in a way that nobody on the road can open with today's means."""

from datetime import datetime
from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import broken, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="tls-protocol",
    version=1,
    scope="site",
    title=Text("Savienojumā netiek lietota novecojusi šifrēšana", "The connection uses no outdated encryption"),
    why=Text(
        "Novecojušu šifrēšanu citi var atšifrēt, un pārlūkprogrammas šādu vietni vairs neatver.",
        "Outdated encryption can be opened by others, and browsers no longer open the site with it.",
    ),
    method=Text(
        "Pēc vienošanās par jaunāko protokolu, ko atbalsta abas puses, serveris lieto vismaz TLS 1.2 bez vājas atslēgas vai šifra; "
        "vērtība ir protokola versija.",
        "When agreeing on the newest protocol that both know, the server speaks TLS 1.2 at least, with no weak key or cipher; "
        "the value is the version of the protocol.",
    ),
    advice=Text(
        "Ieslēdziet TLS 1.2 un 1.3, izslēdziet vecākās versijas un atjaunojiet vājās atslēgas.",
        "Enable TLS 1.2 and 1.3, disable older versions and replace weak keys.",
    ),
    source=Source("standard", Text("IETF RFC 8996, RFC 9325", "IETF RFC 8996, RFC 9325"), "https://www.rfc-editor.org/rfc/rfc8996"),
    options={"accepted": ["TLSv1.2", "TLSv1.3"]},
)


def check(tls: Json, site: SiteView, taken_at: datetime, options: Json) -> Finding:
    """The protocol that was agreed on; failed when it is older than accepted, or key, signature or cipher are weak."""
    told = f"{tls['protocol']}; {tls['cipher']}; {', '.join(tls.get('faults', ())) or 'ok'}"
    seen = Evidence(site.snapshot.site, locator="protocol", excerpt=told, at=taken_at)
    if tls["protocol"] in options["accepted"] and "weak" not in tls.get("faults", ()):
        return found(tls["protocol"], seen)
    return broken(tls["protocol"], seen)


def _tls(protocol: str, cipher: str, *faults: str) -> dict[str, Any]:
    return {"tls": {"host": "piemers.test", "protocol": protocol, "cipher": cipher, "verified": True, "error": None, "faults": [*faults]}}


CASES = (
    Case("of today", Outcome.PASSED, given=_tls("TLSv1.3", "TLS_AES_256_GCM_SHA384"), expect="TLSv1.3"),
    Case("still good", Outcome.PASSED, given=_tls("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"), expect="TLSv1.2"),
    Case("before 2021", Outcome.FAILED, given=_tls("TLSv1", "AES128-SHA", "old-protocol"), expect="TLSv1"),
    Case("old, with another fault", Outcome.FAILED, given=_tls("TLSv1.1", "AES128-SHA", "old-protocol", "expired"), expect="TLSv1.1"),
    Case("weak key", Outcome.FAILED, given=_tls("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", "weak"), expect="TLSv1.2"),
    Case("bad certificate, good protocol", Outcome.PASSED, given=_tls("TLSv1.3", "TLS_AES_256_GCM_SHA384", "expired"), expect="TLSv1.3"),
    Case("no https", Outcome.UNTESTED, reason="not-gathered"),
)
