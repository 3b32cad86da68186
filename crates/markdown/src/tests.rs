use std::time::Duration;

use crate::{MAX_CHARS, plain, render};

fn html(text: &str) -> String {
    render(text).into()
}

#[test]
fn common_marks_are_understood() {
    assert_eq!(
        html("Hello *dear* **reader**"),
        "<p>Hello <em>dear</em> <strong>reader</strong></p>\n"
    );
    assert_eq!(html("- one\n- two"), "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
    assert_eq!(html("3. three"), "<ol start=\"3\">\n<li>three</li>\n</ol>\n");
    assert_eq!(html("~~gone~~ `a < b`"), "<p><del>gone</del> <code>a &lt; b</code></p>\n");
    assert_eq!(html("```rust\nlet a = 1;\n```"), "<pre><code>let a = 1;\n</code></pre>\n");
    assert!(
        html("| a | b |\n|---|--:|\n| 1 | 2 |")
            .contains("<tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody>")
    );
    assert_eq!(html(""), "");
}

#[test]
fn a_new_line_is_a_line_break() {
    assert_eq!(html("printer is\non fire"), "<p>printer is<br>\non fire</p>\n");
}

#[test]
fn headings_stand_below_those_of_the_page() {
    assert_eq!(html("# Steps"), "<h3>Steps</h3>\n");
    assert_eq!(html("##### Deep"), "<h6>Deep</h6>\n");
}

#[test]
fn links_carry_no_trust() {
    let rel = "rel=\"nofollow noopener noreferrer\"";
    assert_eq!(
        html("[x](https://e.test \"t\")"),
        format!("<p><a href=\"https://e.test\" title=\"t\" {rel}>x</a></p>\n")
    );
    assert_eq!(
        html("[x](/incidents/INC0000001)"),
        format!("<p><a href=\"/incidents/INC0000001\" {rel}>x</a></p>\n")
    );
}

#[test]
fn bare_addresses_become_links() {
    let rel = "rel=\"nofollow noopener noreferrer\"";
    let link = |to: &str| format!("<a href=\"{to}\" {rel}>{to}</a>");
    assert_eq!(
        html("see https://e.test/a_b_c, then"),
        format!("<p>see {}, then</p>\n", link("https://e.test/a_b_c"))
    );
    assert_eq!(
        html("(http://e.test/x_(y))."),
        format!("<p>({}).</p>\n", link("http://e.test/x_(y)"))
    );
    assert_eq!(
        html("https://é.test/ü"),
        "<p><a href=\"https://%C3%A9.test/%C3%BC\" ".to_owned()
            + rel
            + ">https://é.test/ü</a></p>\n"
    );
    assert_eq!(html("<https://e.test>"), format!("<p>{}</p>\n", link("https://e.test")));
    for unlinked in ["xhttp://e.test", "http:// e", "https://...", "`https://e.test`"] {
        assert!(!html(unlinked).contains("<a "), "{unlinked}");
    }
    // Two links cannot nest.
    assert_eq!(html("[see https://b.test](https://a.test)").matches("<a ").count(), 1);
}

#[test]
fn html_is_shown_as_it_was_typed() {
    assert_eq!(html("a <b>bold</b> claim"), "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>\n");
    let pasted =
        "<pre><code>&lt;config&gt;\n  &lt;port&gt;25&lt;/port&gt;\n&lt;/config&gt;</code></pre>\n";
    assert_eq!(html("<config>\n  <port>25</port>\n</config>"), pasted);
}

#[test]
fn pictures_come_from_our_own_files_only() {
    assert_eq!(html("![a](/files/0abc)"), "<p><img src=\"/files/0abc\" alt=\"a\"></p>\n");
    for elsewhere in [
        "https://e.test/p.png",
        "//e.test/p",
        "/files/../logout",
        "/files/%2e%2e/x",
        "/Files/x",
        "data:image/png;base64,AA==",
    ] {
        assert!(!html(&format!("![a]({elsewhere})")).contains("src="), "{elsewhere}");
    }
}

#[test]
fn a_picture_from_elsewhere_is_a_link_to_it() {
    let markup = html("![the rack](https://e.test/p.png) ![ours](/files/1)");
    assert!(markup.contains("<a href=\"https://e.test/p.png\""), "{markup}");
    assert!(markup.contains(">the rack</a> <img src=\"/files/1\""), "{markup}");
}

/// Whether the markup holds a tag with this name, other than as text.
fn has_tag(markup: &str, name: &str) -> bool {
    markup.contains(&format!("<{name}"))
}

#[test]
fn nothing_hostile_survives() {
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<style>*{display:none}</style>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](vbscript:x) [y](data:text/html,<script>alert(1)</script>)",
        "<javascript:alert(1)>",
        "![x\" onerror=\"alert(1)](/files/a)",
        "[x](https://e.test/\"onmouseover=\"alert(1))",
        "https://e.test/\"onmouseover=\"alert(1)",
        "```\" onclick=\"alert(1)\nx\n```",
        "# x {onclick=alert(1) #id .class}",
        "<p style=\"position:fixed\" class=\"modal\" id=\"main\">x</p>",
        "<form action=/incidents method=post><button>go</button></form>",
        "\u{202e}<script>\u{0}alert(1)</script>",
    ];
    for attack in attacks {
        let markup = html(attack);
        for tag in ["script", "style", "svg", "math", "iframe", "form", "button", "input", "object"]
        {
            assert!(!has_tag(&markup, tag), "{attack} became {markup}");
        }
        for (start, _) in markup.match_indices('<') {
            let tag = markup[start..].split('>').next().unwrap().to_lowercase();
            for attribute in
                [" on", "style=", "class=", " id=", "javascript:", "vbscript:", "data:"]
            {
                // Inside quotes of an attribute value a quotation mark is written &quot;.
                let unquoted: String = tag.split('"').step_by(2).collect();
                assert!(!unquoted.contains(attribute), "{attack} became {markup}");
                assert!(!tag.contains(&format!("href=\"{attribute}")), "{attack} became {markup}");
            }
        }
    }
}

#[test]
fn frames_in_frames_end_somewhere() {
    let deep = html(&format!("{} in the deep", ">".repeat(500)));
    assert!(deep.matches("<blockquote>").count() <= 24);
    assert_eq!(deep.matches("<blockquote>").count(), deep.matches("</blockquote>").count());
    assert!(deep.contains("in the deep"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is about time")]
fn the_longest_hostile_text_is_read_in_bounded_time() {
    let worst = [
        "[", "*a_ ", "> ", "- ", "`a ", "![](", "<a ", "&", "~~a ", "|", "https://", "a](b)[",
        "\\", "1. ", "(", "<!--",
    ];
    for piece in worst {
        let text = piece.repeat(MAX_CHARS / piece.len());
        let started = std::time::Instant::now();
        let _markup = render(&text);
        let _words = plain(&text);
        assert!(started.elapsed() < Duration::from_secs(10), "{piece}: {:?}", started.elapsed());
    }
    let table =
        format!("|{}\n|{}\n{}", "a|".repeat(3_000), "-|".repeat(3_000), "|\n".repeat(90_000));
    let started = std::time::Instant::now();
    let size = render(&table).as_str().len();
    assert!(
        size < 100 * MAX_CHARS && started.elapsed() < Duration::from_secs(20),
        "{size} in {:?}",
        started.elapsed()
    );
}

#[test]
fn words_alone() {
    assert_eq!(
        plain("# Title\n\nSome *text*\nand `code`, [a link](https://e.test).\n\n- one\n- two"),
        "Title Some text and code, a link. one two"
    );
    assert_eq!(plain("in*ter*word <b>x</b>  \u{7}"), "interword <b>x</b>");
    assert_eq!(plain("| a | b |\n|---|---|\n| 1 | 2 |"), "a b 1 2");
    assert_eq!(plain(" \n"), "");
}
