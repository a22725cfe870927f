"""The two pictures that find places for all their words do so in every language."""

import pytest
import test_chapter_04
import test_chapter_06
import translate

from nncourse.explorers import BackpropExplorer, ForwardExplorer

CODES = translate.languages(translate.ROOT)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("large", [False, True])
def test_nothing_overlaps_in_a_forward_pass(speak, code, large):
    speak(code)
    forward = ForwardExplorer()
    forward.live.still()
    test_chapter_04.test_nothing_overlaps_and_no_line_meets_a_number(forward, large)
    forward.close()


@pytest.mark.parametrize("code", CODES)
def test_nothing_overlaps_in_a_backward_pass(speak, code):
    speak(code)
    backprop = BackpropExplorer()
    backprop.live.still()
    test_chapter_06.test_nothing_overlaps_and_no_line_meets_a_number(backprop, thorough=False)
    backprop.close()
