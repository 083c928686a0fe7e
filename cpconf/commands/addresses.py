"""Where a child and its family live, and who may not know it; shows no address that is withheld."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from cpconf.commands import lookup
from cpconf.commands.answers import Answer, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import number, pick
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.people.actions import add_address, lift_restriction, restrict_address, withhold_address
from cpconf.people.queries import AddressLine, AdultLine, ChildSheet, child_sheet
from cpconf.refusals import Refusal


def add(verbs: Verbs) -> None:
    """address."""
    address = verbs.under(
        verbs.add(
            "address",
            None,
            says="where a child's family lives, and who may not know it",
            example="cpconf address list 700001",
        )
    )
    _child(address.add("list", _list, says="the addresses of a child's family", example="cpconf address list 700001"))
    parser = _child(
        address.add(
            "add",
            _add,
            says="a new address, withheld from every paper unless --not-withheld is given",
            example="cpconf address add 700001 '1 Demo Gardens, Alderton' --postcode 'ZZ1 1ZZ' --not-withheld",
        )
    )
    parser.add_argument("lines", type=words, help="with commas between the lines")
    parser.add_argument("--postcode", type=words)
    parser.add_argument("--adult", type=words, metavar="NAME", help="of this adult (default: of the child)")
    parser.add_argument("--from", dest="from_on", type=verbs.typed.day, metavar="DATE", help="(default: today)")
    parser.add_argument("--not-withheld", action="store_true")
    _add_who_may_know(address)


def _add_who_may_know(address: Verbs) -> None:
    for name, withheld, says in (
        ("withhold", True, "keep an address off every paper"),
        ("show", False, "let papers state an address"),
    ):
        parser = _numbered(address.add(name, _withhold, says=says, example=f"cpconf address {name} 700001 3 --why …"))
        parser.set_defaults(withheld=withheld)
    parser = _numbered(
        address.add(
            "keep-from",
            _keep_from,
            says="one adult may not know an address",
            example="cpconf address keep-from 700001 3 'Fred Example' --why 'Court order' --authorised-by 'Cora Chair'",
        )
    )
    parser.add_argument("adult", type=words)
    parser.add_argument("--authorised-by", required=True, type=words, metavar="NAME")
    parser = _numbered(
        address.add(
            "allow",
            _allow,
            says="an adult may know an address after all",
            example="cpconf address allow 700001 3 'Fred Example' --why 'The order has ended'",
        )
    )
    parser.add_argument("adult", type=words)


def _child(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("child", help="the case system's number")
    return parser


def _numbered(parser: ArgumentParser) -> ArgumentParser:
    _child(parser).add_argument("number", help="of the address: cpconf address list")
    parser.add_argument("--why", required=True, type=words)
    return parser


def _sheet(desk: Desk, options: Namespace) -> ChildSheet:
    return desk.ask(child_sheet, child_id=lookup.child(desk, options.child).id)


def _adult(sheet: ChildSheet, typed: str) -> AdultLine:
    return pick(sheet.adults, typed, what="adult of this family", named=lambda line: (line.name, str(line.id)))


def _address(sheet: ChildSheet, typed: str) -> AddressLine:
    for line in sheet.addresses:
        if line.id == number(typed):
            return line
    raise Refusal("This family has no address with this number: cpconf address list.", "address")


def _list(desk: Desk, options: Namespace) -> Answer:
    sheet = _sheet(desk, options)
    adults = {adult.id: adult.name for adult in sheet.adults}
    rows = [
        (
            line.id,
            adults.get(line.adult_id, "") if line.adult_id is not None else "Child",
            line.words,
            line.from_on,
            line.until_on or "",
            ", ".join(adults.get(adult_id, "another adult") for adult_id in line.kept_from),
        )
        for line in sheet.addresses
    ]
    headings = ("No.", "Whose", "Address", "From", "Until", "Kept from")
    return Answer(sheet.addresses, table(headings, rows, none="No address is recorded."))


def _add(desk: Desk, options: Namespace) -> Answer:
    sheet = _sheet(desk, options)
    adult = _adult(sheet, options.adult) if options.adult else None
    address_id = desk.change(
        add_address,
        child_id=sheet.child.id if adult is None else None,
        adult_id=None if adult is None else adult.id,
        lines="\n".join(part.strip() for part in options.lines.split(",")),
        postcode=options.postcode,
        from_on=options.from_on,
        withheld=not options.not_withheld,
    ).value
    since = in_words(options.from_on or desk.on)
    return Answer({"id": address_id}, (f"Added address {address_id}, from {since}.",))


def _withhold(desk: Desk, options: Namespace) -> Answer:
    line = _address(_sheet(desk, options), options.number)
    desk.change(withhold_address, address_id=line.id, withheld=options.withheld, reason=options.why)
    told = "is withheld from every paper" if options.withheld else "may stand on papers"
    return Answer({"id": line.id, "withheld": options.withheld}, (f"Address {line.id} {told}.",))


def _keep_from(desk: Desk, options: Namespace) -> Answer:
    sheet = _sheet(desk, options)
    line, adult = _address(sheet, options.number), _adult(sheet, options.adult)
    desk.change(
        restrict_address,
        address_id=line.id,
        adult_id=adult.id,
        reason=options.why,
        authorised_by=options.authorised_by,
    )
    return Answer({"id": line.id, "adult_id": adult.id}, (f"{adult.name} may not know address {line.id}.",))


def _allow(desk: Desk, options: Namespace) -> Answer:
    sheet = _sheet(desk, options)
    line, adult = _address(sheet, options.number), _adult(sheet, options.adult)
    desk.change(lift_restriction, address_id=line.id, adult_id=adult.id, why=options.why)
    return Answer({"id": line.id, "adult_id": adult.id}, (f"{adult.name} may know address {line.id}.",))
