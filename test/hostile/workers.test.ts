import { afterEach, describe, expect, test } from "vitest";
import { type Bench, type Files, openBench } from "./bench.ts";
import { harmless, onHostNetwork } from "./samples.ts";

let bench: Bench | null = null;
afterEach(() => bench?.close());

/** A chart that is never done, whatever the machine, and takes no memory for it. */
function endless(folder: string): Files {
  const loops = "{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}";
  const chart = "apiVersion: v2\nname: endless\nversion: 0.1.0\n";
  return { [`${folder}/Chart.yaml`]: chart, [`${folder}/templates/a.yaml`]: loops };
}
/** Many times what a worker needs to start and to judge a pod: all of that falls into it. */
const rootTimeMs = 8_000;
/** Takes many times the memory that a worker is given below. */
const dense = harmless("dense", `data: [${"{a: 1}, ".repeat(100_000)}]\n`);
const pod = onHostNetwork("pod");
const judged = ["SEC-002 network a/pod.yaml", "SEC-002 network z/pod.yaml"];

describe("a worker that does not come back is ended, and everything else is judged", () => {
  test("a root takes too long", async () => {
    bench = await openBench({ rootTimeMs });
    const head = { "a/pod.yaml": pod, ...endless("m"), "z/pod.yaml": pod };
    const { said, report } = await bench.ask({ base: {}, head, rules: "SEC-002,CHG-025" });
    expect(said).toEqual([judged[0], "CHG-025 engine_time m/Chart.yaml", judged[1]]);
    expect(report.decision.route).toBe("block");
  });

  test("two roots do, of a scan as of a change", async () => {
    bench = await openBench({ rootTimeMs, workersMax: 2 });
    const head = { "a/pod.yaml": pod, ...endless("m"), ...endless("n"), "z/pod.yaml": pod };
    const { said } = await bench.ask({ base: null, head, rules: "SEC-002,CHG-025" });
    expect(said).toEqual([
      judged[0],
      "CHG-025 engine_time m/Chart.yaml",
      "CHG-025 engine_time n/Chart.yaml",
      judged[1],
    ]);
  });

  test("a root takes too much memory", async () => {
    bench = await openBench({ heapMaxMb: 64 });
    const head = { "a/pod.yaml": pod, "m/dense.yaml": dense, "z/pod.yaml": pod };
    const { said } = await bench.ask({ base: {}, head, rules: "SEC-002,CHG-025" });
    expect(said).toEqual([judged[0], "CHG-025 engine_memory m/dense.yaml", judged[1]]);
  });

  test("so many roots do that nothing is read any more, and that is said of each", async () => {
    bench = await openBench({ heapMaxMb: 64 });
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`m${i}/dense.yaml`, dense]));
    const { said, report } = await bench.ask({
      base: {},
      head: { ...many, "z/pod.yaml": pod },
      rules: "SEC-002,CHG-025",
    });
    expect(said).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((i) => `CHG-025 engine_memory m${i}/dense.yaml`),
      "CHG-025 others_failed m6/dense.yaml",
      "CHG-025 others_failed m7/dense.yaml",
      "CHG-025 others_failed z/pod.yaml",
    ]);
    expect(report.decision.route).toBe("review");
  });

  test("what hung before and did not change is nothing new", async () => {
    bench = await openBench({ heapMaxMb: 64 });
    const files = { "m/dense.yaml": dense };
    const { said } = await bench.ask({
      base: { ...files, "m/a.yaml": harmless("a") },
      head: { ...files, "m/a.yaml": harmless("b") },
    });
    expect(said).toEqual(["CHG-025 engine_memory m/a.yaml"]);
    const { said: elsewhere } = await bench.ask({
      base: files,
      head: { ...files, "z/a.yaml": harmless("b") },
    });
    expect(elsewhere).toEqual([]);
  });
});
