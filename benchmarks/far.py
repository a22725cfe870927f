"""Make a server seem far away: delay the traffic to it and from it."""

import asyncio
import threading
from contextlib import contextmanager, suppress


async def _pass_on(source, target, delay):
    """Pass on data, each piece ``delay`` seconds later, in order."""
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()

    async def deliver():
        while (piece := await queue.get())[1]:
            await asyncio.sleep(piece[0] - loop.time())
            target.write(piece[1])
            await target.drain()
        target.close()

    delivery = asyncio.create_task(deliver())
    try:
        while data := await source.read(65536):
            queue.put_nowait((loop.time() + delay, data))
    except OSError:
        pass
    queue.put_nowait((0, b""))
    await asyncio.gather(delivery, return_exceptions=True)


async def _end_all():
    """Cancel all other tasks of this loop."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def far(port, delay):
    """Open a port that leads to ``port`` of this machine, ``delay`` seconds away each way."""
    loop = asyncio.new_event_loop()

    async def meet(reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", port)
        ways = (_pass_on(reader, back, delay), _pass_on(there, writer, delay))
        with suppress(asyncio.CancelledError):  # at the end
            await asyncio.gather(*ways, return_exceptions=True)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    serving = asyncio.start_server(meet, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(serving, loop).result(10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
