import { expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { type GitObject, ObjectStream } from "./object-stream.ts";

const id = "a".repeat(40);
const output = `${id} blob 5\nab\nde\n${id}^{x} missing\n${id} blob 0\n\n${id} tree 9\n123456789\nmain ambiguous\n`;

function textOf(object: GitObject): string {
  if (object.kind === "missing") return "missing";
  return `${object.type} ${object.content === null ? "too large" : Buffer.from(object.content).toString()}`;
}

test("output is understood whatever the chunks that it comes in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (sizes) => {
      const found: string[] = [];
      const stream = new ObjectStream(8, (object) => found.push(textOf(object)));
      for (let start = 0, turn = 0; start < output.length; turn += 1) {
        const end = start + (sizes[turn % sizes.length] ?? 1);
        stream.push(Buffer.from(output.slice(start, end)));
        start = end;
      }
      expect(found).toEqual(["blob ab\nde", "missing", "blob ", "tree too large", "missing"]);
    }),
  );
});
