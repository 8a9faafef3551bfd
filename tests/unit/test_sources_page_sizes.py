from __future__ import annotations

from lxml import html

from index.sources.page_sizes import head_of, sizes_of


def test_text_links_and_first_words_of_each_part_are_measured_with_all_that_is_in_it() -> None:
    tree = html.document_fromstring(
        "<body><div>  <i></i><p> Also   <b>read</b>: <a>a tiger</a> now</p> tail</div><section><h1>Title</h1></section></body>"
    )
    sizes = sizes_of(tree)
    (div,), (p,), (section,) = tree.xpath("//div"), tree.xpath("//p"), tree.xpath("//section")
    assert (sizes[p].chars, sizes[p].linked, sizes[p].opening) == (len("Alsoread:a tigernow"), len("a tiger"), "Also")
    assert sizes[div].opening == "Also"
    assert sizes[div].chars == sizes[p].chars + len("tail")
    assert [sizes[each].headline for each in (div, section, tree)] == [False, True, True]
    assert sizes[section].link_share == 0.0


def test_the_head_of_a_part_is_its_text_up_to_a_length() -> None:
    tree = html.document_fromstring("<body><p>one <b>two</b> three</p><p>four</p></body>")
    assert head_of(tree, 1000) == "one two threefour"
    assert head_of(tree, 3) == "one two"
