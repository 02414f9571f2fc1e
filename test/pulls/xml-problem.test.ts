import { describe, expect, it } from "vitest";
import { xmlProblem } from "./xml-problem.ts";

describe("well-formed XML", () => {
  it.each([
    [
      "a root with attributes, text and references",
      '<?xml version="1.0"?>\n<a b="&lt;1"><c/>x &amp; y</a>\n',
    ],
    ["Japanese text and an empty element with spaces", '<a><b c="関所" /></a>'],
  ])("is %s", (_, xml) => {
    expect(xmlProblem(xml)).toBeNull();
  });

  it.each([
    ["an element that stays open", "<a><b></a>"],
    ["an end without a start", "<a></a></b>"],
    ["two roots", "<a/><b/>"],
    ["text outside of the root", "<a/>x"],
    ["a bare ampersand", "<a>x & y</a>"],
    ["an attribute with a bare angle", '<a b="<"/>'],
    ["a control character", "<a>\u001B[31m</a>"],
    ["nothing at all", ""],
  ])("is not %s", (_, xml) => {
    expect(xmlProblem(xml)).not.toBeNull();
  });
});
