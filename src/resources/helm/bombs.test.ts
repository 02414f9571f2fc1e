import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { EngineError } from "../../engines/engine.ts";
import { chartFile, type Files, read } from "./testing/read-chart.ts";

/** One entry of a tar archive (POSIX ustar), as hostile as no archiver would write it. */
function entry(name: string, content = "", type = "0", link = ""): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, "0")}\0`, 124);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.from(content);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

function archive(...entries: readonly Buffer[]): Buffer {
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
}

const sub = entry("sub/Chart.yaml", chartFile.replace("small", "sub"));

describe("an archive is refused by name and reason", () => {
  test.each<[string, () => Uint8Array, string]>([
    [
      "a path that climbs out",
      () => archive(sub, entry("sub/../../../x")),
      "it holds a path that leads out of it (`..`)",
    ],
    ["an absolute path", () => archive(sub, entry("/etc/passwd", "x")), "it holds an absolute path"],
    ["a path of Windows", () => archive(sub, entry("C:\\x", "x")), "it holds an absolute path"],
    [
      "a symbolic link",
      () => archive(sub, entry("sub/values.yaml", "", "2", "/etc/passwd")),
      "it holds links or devices",
    ],
    [
      "a hard link",
      () => archive(sub, entry("sub/values.yaml", "", "1", "sub/Chart.yaml")),
      "it holds links or devices",
    ],
    ["a device", () => archive(sub, entry("sub/null", "", "3")), "it holds links or devices"],
    [
      "a file beside the chart",
      () => archive(sub, entry("Chart.yaml", chartFile)),
      "it holds a file outside of the chart's folder",
    ],
    [
      "content that shrinks too well",
      () => archive(sub, entry("sub/x", "0".repeat(4 << 20))),
      "it unpacks to more than 100 times its size",
    ],
    [
      "100,000 entries",
      () => archive(sub, ...Array.from({ length: 100_000 }, (_, index) => entry(`sub/${index}`))),
      "the archives of the chart hold more than 10000 entries",
    ],
    ["archives in archives without an end", () => nested(8), "archives lie more than 4 deep in archives"],
    ["no archive", () => Buffer.from("PK no"), "it is no gzip archive"],
    ["half an archive", () => archive(sub).subarray(0, 60), "it is cut off or no tar archive"],
    ["an empty archive", () => archive(), "it holds no files"],
  ])("%s", (_, bytes, reason) => {
    const { resources, diagnostics } = read({ "chart/charts/sub.tgz": bytes() });
    expect(resources).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        kind: "not-read",
        messageId: "archive_refused",
        arguments: { path: "chart/charts/sub.tgz", reason },
        location: { path: "chart/charts/sub.tgz" },
      },
    ]);
  });

  function nested(depth: number): Uint8Array {
    const inner = depth === 0 ? Buffer.alloc(0) : Buffer.from(nested(depth - 1));
    const name = "sub/charts/inner.tgz";
    const header = entry(name, inner.toString("latin1"));
    if (depth === 0) return archive(sub);
    const body = Buffer.concat([inner, Buffer.alloc((512 - (inner.length % 512)) % 512)]);
    const exact = Buffer.from(header.subarray(0, 512));
    exact.write(`${inner.length.toString(8).padStart(11, "0")}\0`, 124);
    exact.write("        ", 148);
    const sum = exact.reduce((total, byte) => total + byte, 0);
    exact.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return archive(sub, exact, body);
  }

  test("and too much in all of them together is too much", () => {
    const noise = Array.from({ length: 20 }, (_, index) =>
      entry(
        `sub/${index}`,
        Array.from({ length: 120_000 }, (__, at) => (at * 7_919 + index).toString(36)).join(" "),
      ),
    );
    const files: Files = Object.fromEntries(
      Array.from({ length: 4 }, (_, index) => [`chart/charts/sub${index}.tgz`, archive(sub, ...noise)]),
    );
    expect(read(files).diagnostics).toMatchObject([
      { messageId: "archive_refused", arguments: { reason: expect.stringContaining("33554432 bytes") } },
    ]);
  });
});

describe("a template without an end", () => {
  test.each([
    ["that includes itself", '{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}'],
    ["that calls itself", '{{ define "x" }}{{ template "x" . }}{{ end }}{{ template "x" . }}'],
    ["that renders itself", '{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}'],
    [
      "that doubles its text",
      '{{ $x := "0123456789" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}{{ $x }}',
    ],
    ["that loops a thousand million times", "{{ range until 1000000000 }}x{{ end }}"],
    ["that fills with spaces", '{{ repeat 2000000000 " " }}'],
    [
      "that asks for endless random",
      "{{ randAlphaNum 2000000000 }}{{ range untilStep 0 1000000000 1 }}{{ end }}",
    ],
  ])("%s ends in bounded memory", (_, text) => {
    const before = process.memoryUsage().rss;
    const outcome = attempt({ "chart/templates/a.yaml": text });
    expect(["memory", "trap", "template_failed"]).toContain(outcome);
    // 256 MiB of the engine, and what Node keeps beside it.
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
    expect(read({ "chart/templates/a.yaml": "a: 1" }).diagnostics).toEqual([]);
  });

  function attempt(files: Files): string {
    try {
      return read(files).diagnostics[0]?.messageId ?? "rendered";
    } catch (error) {
      if (error instanceof EngineError) return error.code;
      throw error;
    }
  }
});

describe("values that are too much", () => {
  test("are refused or rendered, and the next chart is rendered as ever", () => {
    const values = Array.from({ length: 200_000 }, (_, index) => `key${index}: ${"x".repeat(20)}\n`).join("");
    const template = "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ len .Values }}}\n";
    const { resources } = read({ "chart/values.yaml": values, "chart/templates/a.yaml": template });
    expect(resources).toHaveLength(1);
  });

  test("aliases that multiply end in bounded memory", () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`,
    );
    const values = `a0: &a0 [x, x]\n${lines.join("")}`;
    const outcome = (() => {
      try {
        return read({ "chart/values.yaml": values, "chart/templates/a.yaml": "a: 1\n" }).diagnostics.length;
      } catch (error) {
        return error instanceof EngineError ? error.code : "thrown";
      }
    })();
    expect([1, "memory"]).toContain(outcome);
  });
});

test("templates read nothing outside of the chart, whatever the path", () => {
  const asked = ["/etc/hostname", "../outside.txt", "../../../../../../etc/hostname", "x/../../outside.txt"];
  const text = asked.map((path) => `{{ .Files.Get \`${path}\` }}{{ .Files.Lines \`${path}\` }}`).join("");
  const template = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nread: "${text}"\n`;
  const { resources, diagnostics } = read({ "chart/templates/a.yaml": template, "outside.txt": "outside" });
  expect(diagnostics).toEqual([]);
  expect(resources[0]?.object["read"]).toBe("[][][][]");
});
