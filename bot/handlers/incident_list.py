"""/incidents: the list of incidents, each with its card and picture."""

from dataclasses import replace

from bot.handlers.ids import id_from
from bot.pictures.incident import draw_incident
from bot.request import Request
from bot.screens.incidents.card import incident_card
from bot.screens.incidents.incident_list import incidents_screen
from hotline.usecases.incidents.list_incidents import list_incidents
from hotline.usecases.incidents.show_incident import show_incident


async def incidents(request: Request) -> None:
    """Show the first page, the newest first."""
    await _page(request, 0)


async def incidents_page(request: Request) -> None:
    """A tap: `all:2` shows the third page."""
    await _page(request, id_from(request.arguments.rpartition(":")[2]))


async def incident(request: Request) -> None:
    """A tap: show one incident as its card is now, with its picture."""
    view = await request.run(
        show_incident, id_from(request.arguments), database=request.database, now=request.now
    )
    role = request.organizer.role
    screen = incident_card(view, request.words, now=request.now, role=role)
    picture = await draw_incident(
        view.incident, request.words, database=request.context.database, now=request.now
    )
    await replace(request, message_id=None).show(replace(screen, picture=picture))


async def incident_as_it_is(request: Request) -> None:
    """The card in place of an old message: without its picture. Without a number: the list."""
    if not request.arguments:
        await _page(request, 0)
        return
    view = await request.run(
        show_incident, id_from(request.arguments), database=request.database, now=request.now
    )
    role = request.organizer.role
    await request.show(incident_card(view, request.words, now=request.now, role=role))


async def _page(request: Request, page: int) -> None:
    found, page, pages = await request.run(list_incidents, page, database=request.database)
    await request.show(incidents_screen(found, page, pages, request.words, now=request.now))
