import { describe, expect, it } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { code, escapeProse, escapeText, link } from "./escape.ts";

describe("text in Markdown", () => {
  it.each([
    ["a mention", "ask @acme/sre", "ask @&#8203;acme/sre"],
    ["an address of mail", "a@b.example", "a@&#8203;b.example"],
    ["a reference", "see #12 and GH-7", "see #&#8203;12 and GH-&#8203;7"],
    [
      "a bare link",
      "https://evil.example www.evil.example",
      "https:&#8203;//evil.example www&#8203;.evil.example",
    ],
    ["a link", "[a](b)", "\\[a\\](b)"],
    ["an image", "![a](b)", "!\\[a\\](b)"],
    ["HTML", "<img src=x>", "&#60;img src=x&#62;"],
    ["a comment", "<!-- -->", "&#60;!-- --&#62;"],
    ["an entity", "&lt;", "&#38;lt;"],
    ["emphasis", "**a** _b_ ~~c~~", "\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~"],
    ["a cell's border behind a backslash", "a\\|b", "a&#92;&#124;b"],
    ["mathematics", "$x$", "&#36;x&#36;"],
    ["a heading", "# big", "&#8203;# big"],
    ["a list", "- item", "&#8203;- item"],
  ])("shows %s letter by letter", (_, given, written) => {
    expect(escapeText(given)).toBe(written);
  });

  it("leaves names as they are read most", () => {
    expect(escapeText("Deployment payments-prod/api")).toBe("Deployment payments-prod/api");
    expect(escapeText("aws_db_instance")).toBe("aws_db_instance");
    expect(escapeText("10 % → 90 %")).toBe("10 % → 90 %");
  });

  it("writes code with backticks only where nothing in it could end it", () => {
    expect(code("k8s/api.yaml:31")).toBe("`k8s/api.yaml:31`");
    expect(code('aws_route53_record.api["green"]')).toBe('`aws_route53_record.api["green"]`');
    expect(code("a`b")).toBe("<code>a&#96;b</code>");
    expect(code("a|b\\|c")).toBe("<code>a&#124;b&#92;&#124;c</code>");
    expect(code(" ")).toBe("<code> </code>");
    expect(code("")).toBe("");
  });

  it("leaves no border, tag, mention or line end, whatever comes in", () => {
    const nasty = fc.array(
      fc.constantFrom(
        "`",
        "|",
        "\\",
        "<",
        ">",
        "@a",
        "#1",
        "\n",
        "&",
        "[",
        "](",
        "~~~",
        "*",
        "a",
        " ",
        "\u202E",
      ),
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        for (const written of [escapeText(parts.join("")), code(parts.join(""))]) {
          const bare = written.replace(/^<code>|<\/code>$/g, "").replace(/^`[^`]*`$/, "");
          expect(bare).not.toMatch(/[<>|\n]|(?<!\\)[`[\]*]|@[a-z]|#\d(?!\d*;)/);
        }
      }),
    );
  });

  it("makes code of what our own sentences quote", () => {
    expect(escapeProse("`tenant` is not a key <here>.")).toBe("`tenant` is not a key &#60;here&#62;.");
    expect(escapeProse("no quotes")).toBe("no quotes");
  });

  it("encodes what would end the address of a link", () => {
    expect(link("a", "https://x.example/a b(c)|<d>\n")).toBe(
      "[a](https://x.example/a%20b%28c%29%7C%3Cd%3E%0A)",
    );
  });
});
