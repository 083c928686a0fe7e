"""Whether enough agencies are there for a safe decision; knows no record, and decides nothing: the chair decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.people.rules import AGENCY_WORDS, AgencyKind
from cpconf.practice.rules import PracticeSettings

HEALTH = frozenset(
    {
        AgencyKind.GP,
        AgencyKind.HEALTH_VISITING,
        AgencyKind.SCHOOL_NURSING,
        AgencyKind.MIDWIFERY,
        AgencyKind.PAEDIATRICS,
        AgencyKind.CAMHS,
    }
)
WRITTEN = frozenset({ReportStatus.IN_TIME, ReportStatus.LATE, ReportStatus.ON_THE_DAY})
# Each organisation of these kinds stands for itself; elsewhere two teams of one kind are one agency.
_EACH_FOR_ITSELF = frozenset({AgencyKind.EDUCATION, AgencyKind.VOLUNTARY, AgencyKind.OTHER})
# Who sits in a conference for another person, or to learn or advise, speaks for no agency.
_SPEAKS_FOR_NO_AGENCY = frozenset(
    {"observer", "interpreter", "supporter", "advocate", "solicitor", "legal adviser", "student", "trainee"}
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attender:
    """One invited person as quoracy sees them; `kind` is None for family, who never count.

    `agency` is its name. `direct_contact`: works with this family now. `report` None: nothing marked yet.
    """

    kind: AgencyKind | None
    agency: str = ""
    capacity: str = ""
    status: AttendanceStatus = AttendanceStatus.INVITED
    present_at_decision: bool | None = None
    report: ReportStatus | None = None
    direct_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoracy:
    """What the rule says: `counted` are the agencies it counted, `missing` what it lacks, `others` how many besides
    social care; `warning` is said before a chair goes on with fewer than this authority's least."""

    quorate: bool
    words: str
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    others: int
    warning: str = ""

    @property
    def reason(self) -> str:
        """The words without the verdict, for a paper that states it by itself."""
        reason = self.words.partition(": ")[2]
        return reason[:1].upper() + reason[1:]


def quoracy(people: Iterable[Attender], settings: PracticeSettings) -> Quoracy:
    """Quoracy by this authority's practice, in words (domain.md section 3).

    Who attends in person counts; remote, deputy and part attenders as the settings say. Nobody added to
    the people can make a quorate conference inquorate, and their order is of no consequence.
    """
    professionals = [person for person in people if _speaks_for_an_agency(person)]
    social_care = [person for person in professionals if person.kind is AgencyKind.SOCIAL_CARE]
    present = [person for person in social_care if counts_as_present(person, settings)]
    others = sorted({name for person in professionals if (name := _counted_as(person, settings))})
    missing = _missing(social_care, present, len(others), settings)
    care = [AGENCY_WORDS[AgencyKind.SOCIAL_CARE]] if present else []
    return Quoracy(
        quorate=not missing,
        words=_words(care, others, missing),
        counted=(*care, *others),
        missing=tuple(missing),
        others=len(others),
        warning=_warning(len(others), missing, settings),
    )


def counts_as_present(person: Attender, settings: PracticeSettings) -> bool:
    """Whether this person's attendance counts, whatever they stand for."""
    match person.status:
        case AttendanceStatus.IN_PERSON:
            return True
        case AttendanceStatus.REMOTE:
            return settings.quorum_remote_counts
        case AttendanceStatus.DEPUTY:
            return settings.quorum_deputies_count
        case AttendanceStatus.PART:
            if settings.quorum_part_attenders == "present_at_decision":
                return person.present_at_decision is True
            return settings.quorum_part_attenders == "always"
    return False


def _speaks_for_an_agency(person: Attender) -> bool:
    if person.kind is None or person.kind is AgencyKind.LEGAL:
        return False
    return person.capacity.strip().casefold() not in _SPEAKS_FOR_NO_AGENCY


def _counted_as(person: Attender, settings: PracticeSettings) -> str | None:
    """The name of the agency besides social care that this person makes present, or None."""
    here = counts_as_present(person, settings)
    written = settings.quorum_reports_count and person.report in WRITTEN
    if not (here or written) or person.kind is None or person.kind is AgencyKind.SOCIAL_CARE:
        return None
    if settings.quorum_direct_contact and not person.direct_contact:
        return None
    if person.kind is AgencyKind.EDUCATION and not settings.quorum_education_separately:
        return None
    if person.kind in HEALTH and not settings.quorum_health_separately:
        return "Health"
    return (person.agency if person.kind in _EACH_FOR_ITSELF else "") or AGENCY_WORDS[person.kind]


def _missing(
    social_care: list[Attender], present: list[Attender], others: int, settings: PracticeSettings
) -> list[str]:
    missing = []
    if settings.quorum_social_care and not present:
        missing.append("children's social care")
    short = settings.quorum_other_agencies - others
    if short > 0:
        contact = " in direct contact with the family" if settings.quorum_direct_contact else ""
        missing.append(f"{_NUMBERS[short]} other {'agency' if short == 1 else 'agencies'}{contact}")
    if settings.quorum_needs_social_work_report and not any(person.report in WRITTEN for person in social_care):
        missing.append("a social work report")
    knows = [p for p in present if p.direct_contact and p.status is not AttendanceStatus.DEPUTY]
    if settings.quorum_needs_known_worker and not knows:
        missing.append("a social worker who knows the family")
    return missing


def _words(care: list[str], others: list[str], missing: list[str]) -> str:
    here = _listed([*care, *others])
    if not missing:
        return f"Quorate: {here} counted." if here else "Quorate: nobody is needed here."
    counted = f" {here} counted." if here else ""
    return f"Not quorate: {_listed(missing)} missing.{counted}"


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _warning(others: int, missing: list[str], settings: PracticeSettings) -> str:
    least = settings.quorum_override_agencies
    if not missing or others >= least:
        return ""
    return f"Fewer than {_NUMBERS[least]} other {'agency' if least == 1 else 'agencies'} would be there to decide."
