//! The part of Markdown that the pages under `docs/codes` use: headings, paragraphs, lists, fenced
//! code, `code`, *emphasis*, **strong** and links. Everything else is text, and text is escaped.

use super::html::escape;

/// HTML of a page. No input becomes a tag, an attribute or a script.
pub(super) fn html(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("```") {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            out.push_str(&format!(
                // What scrolls must be reachable by keyboard (WCAG 2.1.1).
                "<pre tabindex=\"0\"><code>{}</code></pre>\n",
                escape(&code.join("\n"))
            ));
        } else if let Some((level, title)) = heading(line) {
            out.push_str(&format!("<h{level}>{}</h{level}>\n", inline(title)));
        } else {
            let mut block = vec![line.to_owned()];
            while let Some(next) = lines.next_if(|next| continues(next)) {
                block.push(next.to_owned());
            }
            out.push_str(&block_html(&block));
        }
    }
    out
}

/// The first heading.
pub(super) fn title(text: &str) -> Option<&str> {
    text.lines()
        .find_map(|line| heading(line).map(|(_, title)| title))
}

fn continues(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with("```") && heading(line).is_none()
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line.get(level..)?.strip_prefix(' ')?;
    (1..=4).contains(&level).then(|| (level, title.trim()))
}

/// A paragraph, or a list when the first line is an item.
fn block_html(lines: &[String]) -> String {
    let ordered = lines.first().is_some_and(|line| numbered(line).is_some());
    let bulleted = lines.first().is_some_and(|line| bullet(line).is_some());
    if !ordered && !bulleted {
        return format!("<p>{}</p>\n", inline(&lines.join(" ")));
    }
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (
            if ordered {
                numbered(line)
            } else {
                bullet(line)
            },
            items.last_mut(),
        ) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(item)) => item.push_str(&format!(" {}", line.trim())),
            (None, None) => {}
        }
    }
    let items: String = items
        .iter()
        .map(|item| format!("<li>{}</li>\n", inline(item)))
        .collect();
    let tag = if ordered { "ol" } else { "ul" };
    format!("<{tag}>\n{items}</{tag}>\n")
}

fn bullet(line: &str) -> Option<&str> {
    line.trim_start()
        .strip_prefix("- ")
        .or_else(|| line.trim_start().strip_prefix("* "))
}

fn numbered(line: &str) -> Option<&str> {
    let (number, item) = line.trim_start().split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(item)
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (before, from) = rest.split_at(at);
        out.push_str(&escape(before));
        match code(from)
            .or_else(|| strong(from))
            .or_else(|| emphasis(from))
            .or_else(|| link(from))
        {
            Some((html, after)) => {
                out.push_str(&html);
                rest = after;
            }
            None => {
                let mut chars = from.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out + &escape(rest)
}

fn code(text: &str) -> Option<(String, &str)> {
    let (inner, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((format!("<code>{}</code>", escape(inner)), after))
}

fn strong(text: &str) -> Option<(String, &str)> {
    let (inner, after) = text.strip_prefix("**")?.split_once("**")?;
    Some((format!("<strong>{}</strong>", inline(inner)), after))
}

/// Stars hug their words; a star among blanks is a star.
fn emphasis(text: &str) -> Option<(String, &str)> {
    let (inner, after) = text.strip_prefix('*')?.split_once('*')?;
    let hugs = !inner.is_empty() && inner.trim() == inner;
    hugs.then(|| (format!("<em>{}</em>", escape(inner)), after))
}

fn link(text: &str) -> Option<(String, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, after) = rest.split_once(')')?;
    let href = address(target)?;
    Some((
        format!("<a href=\"{}\">{}</a>", escape(&href), inline(label)),
        after,
    ))
}

/// Other pages of help by the name of their file, addresses of this server, and https. Nothing that
/// could run.
fn address(target: &str) -> Option<String> {
    let name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if let Some(page) = target.strip_suffix(".md").filter(|page| name(page)) {
        return Some(format!("/help/{page}"));
    }
    let local = target.starts_with('/') && !target.starts_with("//");
    (local || target.starts_with("https://")).then(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pages_use() {
        let page = "# `a_b`: title\n\nOne **strong** line, *unknown* or 2 * 3 * 4,\nwith [a page](wrong_account.md) & [AWS](https://aws.amazon.com/?a=b&c).\n\n\
            - first\n  goes on\n- second\n\n1. one\n2. two\n\n```sh\naws sts <x>\n\n# no heading\n```\n";
        insta::assert_snapshot!(html(page));
        assert_eq!(title(page), Some("`a_b`: title"));
    }

    #[test]
    fn nothing_in_a_page_becomes_a_tag_or_a_script() {
        for text in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "[x](//evil.example/)",
            "[x](https://a\" onclick=\"alert(1))",
            "# <img src=x onerror=alert(1)>",
            "`<b>`",
            "```\n</code></pre><script>\n```",
            "[<i>](https://a)",
        ] {
            let made = html(text);
            assert!(
                !made.contains("<script")
                    && !made.contains("<img")
                    && !made.contains("<i>")
                    && !made.contains("<b>"),
                "{made}"
            );
            assert!(
                !made.contains("href=\"javascript")
                    && !made.contains("href=\"//")
                    && !made.contains("\" onclick"),
                "{made}"
            );
        }
    }

    #[test]
    fn single_marks_are_text() {
        assert_eq!(html("a * b ` c [ d"), "<p>a * b ` c [ d</p>\n");
    }
}
