"""`mellom demo`: everything put together and served on this machine until it is told to stop."""

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from bot.content.guide import load_guide
from bot.demo.play import Play
from bot.sandbox.server import running_sandbox
from bot.settings import ROOT

PROGRAMMES = {
    "en": ROOT / "docs" / "example-programme.yaml",
    "nb": ROOT / "docs" / "example-programme.nb.yaml",
}
BEHAVIOUR = ROOT / "docs" / "example-behaviour.yaml"
GUIDE = ROOT / "prompts" / "demo"


async def serve(port: int) -> None:
    """Serve the demo until SIGTERM or Ctrl-C. A port that is taken is an OSError."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="mellom-demo-") as folder:
        play = Play(PROGRAMMES, BEHAVIOUR, Path(folder), load_guide(GUIDE))
        async with running_sandbox(port, now=play.now, stage=play) as stand_in:
            sys.stdout.write(f"The demo is at {stand_in.url} - open it in a browser. Ctrl-C ends it.\n")
            sys.stdout.flush()
            performing, stopping = asyncio.create_task(play.perform(stand_in)), asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({performing, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if performing.done():
                    await performing
            finally:
                for task in (performing, stopping):
                    task.cancel()
                await asyncio.gather(performing, stopping, return_exceptions=True)
