"""The browser shows no warning: the site proves that it is who it says it is."""

from datetime import datetime
from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import SiteView, host_of
from audits.kit import broken, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="certificate",
    version=1,
    scope="site",
    title=Text("Vietnes sertifikāts ir derīgs", "The site's certificate is valid"),
    why=Text(
        "Ar nederīgu sertifikātu pārlūks iedzīvotāju brīdina vai vietni neatver.",
        "With an invalid certificate the browser warns the resident or does not open the site.",
    ),
    method=Text(
        "Sertifikātu apliecina atzīts izdevējs, tas ir izdots šim vārdam, ir spēkā un drīz nebeidzas; vērtība ir atlikušās dienas.",
        "A recognised issuer vouches for the certificate, it is made out to this name, is in force and does not end soon; "
        "the value is the days left.",
    ),
    advice=Text("Atjaunojiet sertifikātu un ieviesiet tā automātisku atjaunošanu.", "Renew the certificate and make renewal automatic."),
    source=Source("standard", Text("IETF RFC 5280, RFC 9525", "IETF RFC 5280, RFC 9525"), "https://www.rfc-editor.org/rfc/rfc9525"),
    options={"min_days": 7},
    unit=Text("dienas", "days"),
)


def check(tls: Json, site: SiteView, taken_at: datetime, options: Json) -> Finding:
    """Days left at the time of the visit; failed when not trusted, made out to another, over or nearly over."""
    days = (datetime.fromisoformat(tls["not_after"]) - taken_at).days
    faults = ", ".join(tls.get("faults", ())) or tls["error"] or "ok"
    told = f"{tls['subject']}; {tls['issuer']}; {', '.join(tls['names'])}; {tls['not_before']} – {tls['not_after']}; {faults}"
    seen = Evidence(site.snapshot.site, locator="certificate", excerpt=told, at=taken_at)
    begun = datetime.fromisoformat(tls["not_before"]) <= taken_at
    if tls["verified"] and begun and days >= options["min_days"] and _names(tls["host"], tls["names"]):
        return found(days, seen)
    return broken(days, seen)


def _names(host: str, names: list[str]) -> bool:
    parent = "*." + host.partition(".")[2]
    return any(name.lower() in {host.lower(), parent.lower()} for name in names)


def _tls(**other: Any) -> dict[str, Any]:  # noqa: ANN401 (the fields of the artifact)
    plain = {"host": host_of("https://piemers.test"), "protocol": "TLSv1.3", "cipher": "TLS_AES_256_GCM_SHA384", "issuer": "CN=R11"}
    dates = {"not_before": "2026-10-01T00:00:00+00:00", "not_after": "2026-12-30T03:00:00+00:00"}
    rest = {"subject": "CN=piemers.test", "names": ["piemers.test", "www.piemers.test"], "verified": True, "error": None, "chain": 2}
    return {"tls": {**plain, **dates, **rest, **other}}


CASES = (
    Case("in force", Outcome.PASSED, given=_tls(), expect=37),
    Case("wildcard", Outcome.PASSED, given=_tls(host="www.piemers.test", names=["*.piemers.test"]), expect=37),
    Case("wildcard does not cover the bare name", Outcome.FAILED, given=_tls(names=["*.piemers.test"]), expect=37),
    Case("made out to another", Outcome.FAILED, given=_tls(names=["hosting.test"], verified=False, error="hostname mismatch"), expect=37),
    Case(
        "over",
        Outcome.FAILED,
        given=_tls(not_after="2026-11-20T03:00:00+00:00", verified=False, error="certificate has expired"),
        expect=-3,
    ),
    Case("ends in three days", Outcome.FAILED, given=_tls(not_after="2026-11-26T04:00:00+00:00"), expect=3),
    Case("signed by itself", Outcome.FAILED, given=_tls(verified=False, error="self-signed certificate", chain=1), expect=37),
    Case(
        "without its chain",
        Outcome.FAILED,
        given=_tls(verified=False, error="unable to get local issuer certificate", faults=["no-chain"], chain=1),
        expect=37,
    ),
    Case("old protocol, good certificate", Outcome.PASSED, given=_tls(protocol="TLSv1", faults=["old-protocol"]), expect=37),
    Case("no https", Outcome.UNTESTED, reason="not-gathered"),
)
