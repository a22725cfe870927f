"""A time limit for what a learner wrote: a loop that never ends is ended after a few seconds.

There are three means. The one that is used depends on what the computer has:

- A timer, on Linux and macOS, in the main thread. Its signal handler raises ``TimeIsUp``.
- A watcher, on Windows and outside the main thread: a second thread raises it in this one.
- A counter, in a browser, which has neither signals nor threads: it counts the learner's steps.

Each goes on raising for as long as the learner's code runs, so that code that catches all
exceptions ends as well. None raises while the course's own code runs.

Only Python code can be ended. A loop inside C, such as ``sum(itertools.count())`` or
``10 ** 10**10``, does not look at signals or exceptions before it is done: restart the kernel.
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

SECONDS = 5.0  # of computing: an honest answer takes milliseconds, even on a slow computer
SECONDS_WAITING = 30.0  # of waiting, for code that sleeps or asks for input
TICK = 0.1  # seconds between two looks at the clock
# Seconds between two exceptions, for code that catches them
SHORTEST = 1e-6
LONGEST = 1e-3
STEPS = 1000  # between two looks at the clock

_delays = random.Random()  # of its own: the learner's random numbers stay as they were
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

    limit = None  # that raised it

    def __del__(self):
        """Raise it again if the learner's code has caught it and thrown it away."""
        if self.limit is not None:
            self.limit.trace_again(sys._getframe(1))


def is_learners(code):
    """Whether a piece of code is neither the course's, nor Python's, nor a library's."""
    name = code.co_filename
    return not name.startswith(_NOT_LEARNERS) and not name.startswith("<frozen ")


def choose_means():
    """The class of the limit that works here, in this thread."""
    if sys.platform in ("emscripten", "wasi"):
        return Counter
    in_main_thread = threading.current_thread() is threading.main_thread()
    has_timers = in_main_thread and hasattr(signal, "setitimer")
    # A handler that was not set by Python is None, and could not be put back.
    if has_timers and signal.getsignal(signal.SIGALRM) is not None:
        return Timer
    return Watcher if hasattr(ctypes, "pythonapi") else Counter


def time_limit():
    """A context in which the learner's code may run for ``SECONDS``; then ``TimeIsUp`` is raised.

    After it, ``where`` is the learner's (code, line number) that ran then, or None.
    """
    return choose_means()()


class Limit:
    """The common part of the three ways: the clock, and the way to the learner's frame."""

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
            except TimeIsUp:  # the last one, which was on its way
                continue
        self.outside = None

    def is_up(self):
        """Whether the learner's code has had its time."""
        if self.is_over:
            return False
        computing = self.clock() - self.started_computing
        waiting = time.monotonic() - self.started
        return computing > SECONDS or waiting > SECONDS_WAITING

    def learners_frame(self, frame):
        """The innermost frame of the learner's, from ``frame`` outwards; None if there is none."""
        while frame is not None and frame is not self.outside:
            if is_learners(frame.f_code):
                return frame
            frame = frame.f_back
        return None

    def remember(self, frame):
        """Keep the place where the learner's code was when its time was up, for the sentence."""
        if self.where is None:
            self.where = (frame.f_code, frame.f_lineno)

    def trace_again(self, frame):
        """Raise the exception at the next opcode of the learner's frames, from ``frame`` outwards.

        A tracer that raises is taken off by Python: so each exception sets it again, at its end.
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
        # The next one comes at a moment that nobody can foresee: sooner or later it meets code that
        # keeps all exceptions when it is outside its `try`.
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
            sys.setswitchinterval(SHORTEST)  # else the other thread runs on for 5 milliseconds

    def throw(self, error):
        """Have ``error`` raised in the watched thread; None takes back one that is on its way."""
        error = None if error is None else ctypes.py_object(error)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.watched), error)

    def stop(self):
        self.stopped.set()
        self.thread.join()
        self.throw(None)
        sys.setswitchinterval(self.switch_interval)


class Counter(Limit):
    """Counts what the learner's code does, and looks at the clock after so many steps.

    From Python 3.12 on, as in browsers, it counts lines and jumps with ``sys.monitoring``. Before,
    it counts opcodes with a tracer, which cannot end a loop in ``finally``.
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
        """Trace the learner's functions, and no others."""
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
