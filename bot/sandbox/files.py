"""The bytes of pictures and files, for the page of phones."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.params import File

# What a browser shows without running anything in it. All else is only for saving: a page or a drawing that somebody
# sent would act on the phones as if it were the page of phones itself.
PASSIVE = {
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/webm",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "video/mp4",
}


async def file(request: Request) -> Response:
    found = request.app.state.sandbox.files.get(request.path_params["file"])
    if found is None:
        return JSONResponse({"error": "there is no such file"}, 404)
    return served(found)


def served(file: File) -> Response:
    """A file in a form that can do nothing to the page which asks for it."""
    kind = file.kind.partition(";")[0].strip().lower()
    passive = kind in PASSIVE
    headers = {
        "Content-Disposition": f"{'inline' if passive else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(file.content, media_type=kind if passive else "application/octet-stream", headers=headers)


ROUTES = [Route("/phones/files/{file}", file, methods=["GET"])]
