"""What is taken back or ended outside a conference: a return, a cancellation, a plan; knows no rule of it."""

from __future__ import annotations

from argparse import Namespace

from cpconf.bookings.actions import reinstate_conference, reopen_request, return_request, withdraw_request
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, in_words
from cpconf.commands.attending import conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.plans.actions import end_plan, reopen_plan
from cpconf.plans.queries import plans_of
from cpconf.plans.rules import ADMINISTRATIVE, END_WORDS, EndReason
from cpconf.refusals import Refusal


def add(verbs: Verbs) -> None:
    """return, withdraw, reopen, reinstate, end-plan, reopen-plan."""
    for name, act, says in (
        ("return", return_request, "send a request back to the social worker, with the reason"),
        ("withdraw", withdraw_request, "no conference is wanted any more"),
    ):
        parser = verbs.add(name, _with_reason, says=says, example=f"cpconf {name} 12 --why 'It names no child'")
        parser.add_argument("request", help="its number")
        parser.add_argument("--why", required=True, type=words)
        parser.set_defaults(act=act, said={"return": "Returned", "withdraw": "Withdrew"}[name])
    parser = verbs.add(
        "reopen", _reopen, says="take up a request again that was returned or withdrawn", example="cpconf reopen 12"
    )
    parser.add_argument("request", help="its number")
    conference_verb(
        verbs.add(
            "reinstate",
            _reinstate,
            says="a cancelled conference takes place after all",
            example="cpconf reinstate CP-2026-0041",
        )
    )
    parser = verbs.add(
        "end-plan",
        _end_plan,
        says="end a child's plan without a review, by the head of service's authority",
        example="cpconf end-plan 700001 --reason transferred --on 02/03/2026 --authorised-by 'Hana Head'",
    )
    parser.add_argument("child", help="the case system's number")
    parser.add_argument("--reason", required=True, help=", ".join(sorted(r.replace("_", "-") for r in ADMINISTRATIVE)))
    parser.add_argument("--on", type=verbs.typed.day, metavar="DATE", help="(default: today)")
    parser.add_argument("--authorised-by", required=True, type=words, metavar="NAME")
    parser = verbs.add(
        "reopen-plan",
        _reopen_plan,
        says="a plan that was ended by mistake is open again",
        example="cpconf reopen-plan 700001",
    )
    parser.add_argument("child", help="the case system's number")


def _with_reason(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.request(desk, options.request)
    desk.change(options.act, request_id=sheet.line.id, why=options.why)
    return Answer({"request": sheet.line.id}, (f"{options.said} request {sheet.line.id}.",))


def _reopen(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.request(desk, options.request)
    desk.change(reopen_request, request_id=sheet.line.id)
    told = f"Request {sheet.line.id} waits again, due by {in_words(sheet.line.due_on)}."
    return Answer({"request": sheet.line.id}, (told,))


def _reinstate(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    desk.change(reinstate_conference, conference_id=line.id)
    return Answer({"reference": line.reference}, (f"{line.reference} takes place on {in_words(line.starts_at)}.",))


def _end_plan(desk: Desk, options: Namespace) -> Answer:
    child = lookup.child(desk, options.child)
    reason = code(EndReason, options.reason, what="reason")
    plan = next((one for one in desk.ask(plans_of, child_id=child.id) if one.ended_on is None), None)
    if plan is None:
        raise Refusal("This child has no open plan.", "child")
    ended_on = options.on or desk.on
    desk.change(end_plan, plan_id=plan.id, ended_on=ended_on, reason=reason, authorised_by=options.authorised_by)
    told = f"The plan of child {child.la_child_id} ended on {in_words(ended_on)}: {END_WORDS[reason].lower()}."
    return Answer({"plan": plan.id, "ended_on": ended_on, "reason": reason}, (told,))


def _reopen_plan(desk: Desk, options: Namespace) -> Answer:
    child = lookup.child(desk, options.child)
    ended = [one for one in desk.ask(plans_of, child_id=child.id) if one.ended_on is not None and not one.in_error]
    if not ended:
        raise Refusal("This child has no plan that has ended.", "child")
    plan = max(ended, key=lambda one: one.started_on)
    desk.change(reopen_plan, plan_id=plan.id)
    return Answer({"plan": plan.id}, (f"The plan of child {child.la_child_id} is open again.",))
