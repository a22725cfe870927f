"""A time limit for what a learner wrote: it stops an endless loop after a few seconds.

There are three kinds of limit. The computer and the thread decide which one is used:

- A timer, on Linux and macOS, in the main thread. Its signal handler raises ``TimeIsUp``.
- A watcher, on Windows and outside the main thread. A second thread raises it in this one.
- A counter, in a browser, which has neither signals nor threads. It counts the learner's steps.

Each raises again and again while the learner's code runs, so that code that catches all exceptions
ends as well. None raises while the course's own code runs.

Only Python code can be stopped. A loop inside C, such as ``sum(itertools.count())`` or
``10 ** 10**10``, ignores signals and exceptions until it is done: restart the kernel.
The watcher and the counter cannot end ``time.sleep`` either. What a cell does before it calls
``check`` is not covered: stop the kernel (the square button), as with any cell.
"""

import ctypes
import os
import random
import signal
import sys
import sysconfig
import threading
import time
from pathlib import Path

SECONDS = 5.0  # of computing: a right answer takes milliseconds, even on a slow computer
SECONDS_WAITING = 30.0  # of waiting, for code that sleeps or asks for input
TICK = 0.1  # seconds between two looks at the clock
# Seconds between two exceptions, for code that catches them
SHORTEST = 1e-6
LONGEST = 1e-3
STEPS = 1000  # between two looks at the clock

_delays = random.Random()  # separate: the learner's random numbers stay as they were
_COURSE = Path(__file__).parents[1]
_NOT_LEARNERS = tuple(
    str(folder) + os.sep
    for folder in {
        _COURSE,
        _COURSE.with_name("nnlib"),
        Path(os.__file__).parent,
        *(
            Path(sysconfig.get_path(name))
            for name in ("stdlib", "platstdlib", "purelib", "platlib")
        ),
    }
)


class TimeIsUp(BaseException):
    """Raised in the learner's code; no ``except Exception`` catches it."""

    limit = None  # the limit that raised it

    def __del__(self):
        """Raise it again if the learner's code has caught and dropped it."""
        if self.limit is not None:
            self.limit.trace_again(sys._getframe(1))


def is_learners(code):
    """Whether a code object is neither the course's, nor Python's, nor a library's."""
    name = code.co_filename
    return not name.startswith(_NOT_LEARNERS) and not name.startswith("<frozen ")


def choose_means():
    """The class of limit that works on this computer, in this thread."""
    if sys.platform in ("emscripten", "wasi"):
        return Counter
    in_main_thread = threading.current_thread() is threading.main_thread()
    has_timers = in_main_thread and hasattr(signal, "setitimer")
    # A handler that Python did not set is None, and could not be put back.
    if has_timers and signal.getsignal(signal.SIGALRM) is not None:
        return Timer
    return Watcher if hasattr(ctypes, "pythonapi") else Counter


def time_limit():
    """A context in which the learner's code may run for ``SECONDS``; then ``TimeIsUp`` is raised.

    Afterwards, ``where`` is the (code, line number) of the learner that was running, or None.
    """
    return choose_means()()


class Limit:
    """The base of the three limits: the clock, and the search for the learner's frame."""

    clock = staticmethod(time.perf_counter)  # the seconds of computing

    def __init__(self):
        self.where = None
        self.is_over = False
        self.error = type("TimeIsUp", (TimeIsUp,), {"limit": self})

    def __enter__(self):
        self.outside = sys._getframe(1)
        self.tracer = sys.gettrace()
        self.started_computing = self.clock()
        self.started = time.monotonic()
        self.start()
        return self

    def __exit__(self, *error):
        self.is_over = True
        while True:
            try:
                self.stop()
                sys.settrace(self.tracer)
                break
            except TimeIsUp:  # the last one, already on its way
                continue
        self.outside = None

    def is_up(self):
        """Whether the learner's code has used up its time."""
        if self.is_over:
            return False
        computing = self.clock() - self.started_computing
        waiting = time.monotonic() - self.started
        return computing > SECONDS or waiting > SECONDS_WAITING

    def learners_frame(self, frame):
        """The learner's innermost frame, from ``frame`` outwards, or None."""
        while frame is not None and frame is not self.outside:
            if is_learners(frame.f_code):
                return frame
            frame = frame.f_back
        return None

    def remember(self, frame):
        """Keep the line that the learner's code had reached when time was up, for the sentence."""
        if self.where is None:
            self.where = (frame.f_code, frame.f_lineno)

    def trace_again(self, frame):
        """Raise the exception at the next opcode of the learner's frames, from ``frame`` outwards.

        Python removes a tracer that raises, so each exception sets it again when it is deleted.
        """
        while not self.is_over and frame is not None and frame is not self.outside:
            if is_learners(frame.f_code):
                frame.f_trace_opcodes = True
                frame.f_trace = self.trace_end
                sys.settrace(self.trace_end)
            frame = frame.f_back

    def trace_end(self, frame, event, argument):
        """Raise the exception in the learner's frames, and nowhere else."""
        if self.is_over or not is_learners(frame.f_code):
            return None
        raise self.error


class Timer(Limit):
    """A repeating timer in the main thread. It puts back the handler and the timer it finds."""

    clock = staticmethod(getattr(time, "thread_time", time.perf_counter))

    def start(self):
        self.handler = signal.signal(signal.SIGALRM, self.tick)
        self.old_timer = signal.setitimer(signal.ITIMER_REAL, TICK, TICK)

    def tick(self, number, frame):
        if not self.is_up():
            return
        learners = self.learners_frame(frame)
        if learners is None:
            return
        self.remember(learners)
        # The next one comes at a random moment: sooner or later, code that catches all exceptions
        # is outside its `try`.
        signal.setitimer(signal.ITIMER_REAL, _delays.uniform(SHORTEST, LONGEST), TICK)
        raise self.error

    def stop(self):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.handler)
        left, interval = self.old_timer
        if left:
            passed = time.monotonic() - self.started
            signal.setitimer(signal.ITIMER_REAL, max(left - passed, SHORTEST), interval)


class Watcher(Limit):
    """A second thread that raises the exception in the thread that made the limit."""

    clock = staticmethod(time.process_time)

    def start(self):
        self.watched = threading.get_ident()
        self.switch_interval = sys.getswitchinterval()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="time limit", daemon=True)
        self.thread.start()

    def watch(self):
        pause = TICK
        while not self.stopped.wait(pause):
            frame = sys._current_frames().get(self.watched)
            learners = self.learners_frame(frame) if self.is_up() else None
            if learners is None:
                continue
            self.remember(learners)
            self.throw(self.error)
            pause = _delays.uniform(0, LONGEST)
            sys.setswitchinterval(SHORTEST)  # else the watched thread runs on for 5 milliseconds

    def throw(self, error):
        """Have ``error`` raised in the watched thread; None cancels one that is on its way."""
        error = None if error is None else ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.watched), error)

    def stop(self):
        self.stopped.set()
        self.thread.join()
        self.throw(None)
        sys.setswitchinterval(self.switch_interval)


class Counter(Limit):
    """Count the steps of the learner's code, and look at the clock every ``STEPS`` steps.

    From Python 3.12 on, as in browsers, it counts lines and jumps with ``sys.monitoring``. Older
    versions count opcodes with a tracer, which cannot end a loop in ``finally``.
    """

    def start(self):
        self.steps = 0
        if hasattr(sys, "monitoring"):
            self.start_monitoring()
        else:
            sys.settrace(self.trace_call)

    def step(self, frame):
        """Count one step; raise the exception when time is up."""
        self.steps += 1
        if self.where is not None or (self.steps % STEPS == 0 and self.is_up()):
            self.remember(frame)
            raise self.error

    def trace_call(self, frame, event, argument):
        """Trace only the learner's functions."""
        if not is_learners(frame.f_code):
            return None
        frame.f_trace_opcodes = True
        return self.trace_opcode

    def trace_opcode(self, frame, event, argument):
        self.step(frame)
        return self.trace_opcode

    def start_monitoring(self):
        monitoring = sys.monitoring
        self.tool = next(tool for tool in range(6) if monitoring.get_tool(tool) is None)
        monitoring.use_tool_id(self.tool, "time limit")
        for event in (monitoring.events.LINE, monitoring.events.JUMP):
            monitoring.register_callback(self.tool, event, self.monitor)
        monitoring.set_events(self.tool, monitoring.events.LINE | monitoring.events.JUMP)

    def monitor(self, code, *places):
        frame = sys._getframe(1)
        if not self.is_over and is_learners(frame.f_code) and self.learners_frame(frame):
            self.step(frame)

    def stop(self):
        if hasattr(sys, "monitoring"):
            sys.monitoring.set_events(self.tool, 0)
            sys.monitoring.free_tool_id(self.tool)
