"""What the papers about Bildungszeit state besides what every certificate does, in words."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from lms.common.templatetags.lernkette import minutes


def leave_lines(leave: dict[str, Any]) -> list[tuple[str, str]]:
    """Labels with what stands behind them, in the language that is active.

    Args:
        leave: As ``courses.queries.leave_paper.leave_facts`` freezes it.
    """
    lines = [(_("Tage"), _days(leave))]
    if "attended_days" in leave:
        lines.append((_("Besucht"), _attended(leave)))
    if leave["place"]:
        lines.append((_("Ort"), leave["place"]))
    return [*lines, (_("Anerkennung"), _recognition(leave))]


def _days(leave: dict[str, Any]) -> str:
    days = ngettext("%(count)s Tag", "%(count)s Tage", leave["days"]) % {"count": leave["days"]}
    least, most = minutes(leave["shortest_day"]), minutes(leave["longest_day"])
    if least == most:
        return _("%(days)s mit je %(hours)s") % {"days": days, "hours": least}
    return _("%(days)s mit %(least)s bis %(most)s") % {"days": days, "least": least, "most": most}


def _attended(leave: dict[str, Any]) -> str:
    words = ngettext(
        "%(attended)s von %(all)s Tag, %(hours)s von %(all_hours)s",
        "%(attended)s von %(all)s Tagen, %(hours)s von %(all_hours)s",
        leave["days"],
    )
    return words % {
        "attended": leave["attended_days"],
        "all": leave["days"],
        "hours": minutes(leave["attended_minutes"]),
        "all_hours": minutes(leave["minutes"]),
    }


def _recognition(leave: dict[str, Any]) -> str:
    return _("Bildungszeit nach § 32 BbgEBG, Aktenzeichen %(number)s, %(authority)s") % {
        "number": leave["file_number"],
        "authority": leave["authority"],
    }
