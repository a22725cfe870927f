"""A way to a server that can be cut, or fall silent, as a network does."""

import asyncio
import threading
from contextlib import contextmanager, suppress


class Gate:
    """What stands between a browser and ``port``: it listens on ``self.port``."""

    def __init__(self, port, loop):
        self.server_port = port
        self.port = None
        self.loop = loop
        self.is_cut = False
        self.flowing = asyncio.Event()
        self.writers = set()
        self.flowing.set()

    async def listen(self):
        """Begin to listen."""
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _meet(self, reader, writer):
        ends = {writer}
        self.writers.add(writer)
        try:
            if self.is_cut:
                return
            there, back = await asyncio.open_connection("127.0.0.1", self.server_port)
            ends.add(back)
            self.writers.add(back)
            await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))
        except (OSError, asyncio.CancelledError):  # the server is gone; or this is the end
            return
        finally:
            self.writers -= ends
            for end in ends:
                end.close()

    async def _pass_on(self, source, target):
        with suppress(OSError):
            while data := await source.read(65536):
                await self.flowing.wait()
                target.write(data)
                await target.drain()
        target.close()

    def cut(self):
        """End every connection, and refuse new ones."""
        self.is_cut = True
        self.loop.call_soon_threadsafe(self._close_all)

    def _close_all(self):
        for writer in self.writers:
            writer.close()

    def fall_silent(self):
        """Let nothing through, and end no connection."""
        self.loop.call_soon_threadsafe(self.flowing.clear)

    def open(self):
        """Let all through again."""
        self.is_cut = False
        self.loop.call_soon_threadsafe(self.flowing.set)


async def end_all(server):
    """End all that this loop still does."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.1)  # a socket is closed in the next turn


@contextmanager
def gate(port):
    """Return a Gate before ``port`` of this machine."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    way = Gate(port, loop)
    server = asyncio.run_coroutine_threadsafe(way.listen(), loop).result(10)
    try:
        yield way
    finally:
        loop.call_soon_threadsafe(way._close_all)
        asyncio.run_coroutine_threadsafe(end_all(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
