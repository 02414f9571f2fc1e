import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Files, openBench } from "./bench.ts";
import { repeated, root } from "./samples.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Another root beside the odd one: whatever that does, this one is found open to the world. */
const beside: Files = {
  "beside/main.tf": root(`resource "aws_security_group" "open" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`),
};
const besideSaid = "SEC-034 open beside/main.tf";
const limit = "CHG-025 limit_exceeded tf/main.tf";
const harmless = "create aws_sqs_queue.harmless";

function uses(expression: string): string {
  return root(`resource "aws_sqs_queue" "user" {\n  name = ${expression}\n}\n`);
}

function doubling(levels: number): string {
  const locals = repeated(levels, (level) => `  l${level + 1} = "\${local.l${level}}\${local.l${level}}"\n`);
  return `${uses(`local.l${levels}`)}locals {\n  l0 = "xxxxxxxxxx"\n${locals}}\n`;
}

const filler = 'join("", [for i in range(1000) : "aaaaaaaaaaaa"])';

/** What is said, and what is read all the same; `null` where the limit stops the whole file. */
const cases: readonly [
  string,
  Files,
  { readonly said?: readonly string[]; readonly kept?: readonly string[] },
][] = [
  [
    "a broken block among good ones",
    {
      "tf/main.tf": root(
        'resource "aws_sns_topic" "broken" {\n  name = [\n}\nresource "aws_sns_topic" "good" {\n  name = "good"\n}\n',
      ),
    },
    { said: ["VAL-001 hcl_syntax tf/main.tf"], kept: [harmless, "create aws_sns_topic.good"] },
  ],
  [
    "a broken file beside a good one",
    { "tf/main.tf": root(""), "tf/broken.tf": 'resource "x" {{{\n' },
    { said: ["VAL-001 hcl_syntax tf/broken.tf"], kept: [harmless] },
  ],
  [
    "broken JSON",
    { "tf/main.tf": root(""), "tf/broken.tf.json": '{"resource": [}' },
    { said: ["VAL-001 json_syntax tf/broken.tf.json"], kept: [harmless] },
  ],
  [
    "an argument that stands twice",
    { "tf/main.tf": root('resource "aws_sns_topic" "t" {\n  name = "a"\n  name = "b"\n}\n') },
    { said: ["VAL-001 hcl_syntax tf/main.tf"], kept: [harmless] },
  ],
  [
    "lists 20,000 deep",
    { "tf/main.tf": root(`locals {\n  a = ${"[".repeat(20_000)}${"]".repeat(20_000)}\n}\n`) },
    { said: [limit] },
  ],
  [
    "lists 20,000 deep that never close",
    { "tf/main.tf": root(`locals {\n  a = ${"[".repeat(20_000)}\n}\n`) },
    { said: [limit] },
  ],
  [
    "blocks 20,000 deep",
    { "tf/main.tf": root(`${"a {\n".repeat(20_000)}${"}\n".repeat(20_000)}`) },
    { said: [limit] },
  ],
  [
    "minus signs 20,000 deep",
    { "tf/main.tf": root(`locals {\n  a = ${"-".repeat(20_000)}1\n}\n`) },
    { said: [limit] },
  ],
  [
    "templates 20,000 deep",
    { "tf/main.tf": root(`locals {\n  a = ${'"${'.repeat(20_000)}1${'}"'.repeat(20_000)}\n}\n`) },
    { said: [limit] },
  ],
  [
    "JSON 20,000 deep",
    {
      "tf/main.tf": root(""),
      "tf/deep.tf.json": `{"locals":{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`,
    },
    { said: ["CHG-025 limit_exceeded tf/deep.tf.json"], kept: [harmless] },
  ],
  [
    "a file of more than a megabyte",
    { "tf/main.tf": root(""), "tf/large.tf": `# ${"x".repeat(1_100_000)}\n` },
    { said: ["CHG-025 limit_exceeded tf/large.tf"], kept: [harmless] },
  ],
  [
    "a file beyond the limit of the tree",
    { "tf/main.tf": root(""), "tf/large.tf": `# ${"x".repeat(11_000_000)}\n` },
    { said: ["CHG-025 file_too_large tf/large.tf"], kept: [harmless] },
  ],
  [
    "bytes that are no text",
    { "tf/main.tf": root(""), "tf/odd.tf": Buffer.from([0, 1, 2]) },
    { said: ["CHG-025 not_text tf/odd.tf"], kept: [harmless] },
  ],
  [
    "a pointer of LFS",
    {
      "tf/main.tf": root(""),
      "tf/odd.tf": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n",
    },
    { said: ["CHG-025 lfs_pointer tf/odd.tf"], kept: [harmless] },
  ],
  [
    "a byte order mark and Windows line ends",
    { "tf/main.tf": `\ufeff${root("")}`.replaceAll("\n", "\r\n") },
    { kept: [harmless] },
  ],
  [
    "a module that calls itself",
    { "tf/main.tf": root('module "m" {\n  source = "./"\n}\n') },
    { said: [limit], kept: [harmless] },
  ],
  [
    "modules that call each other",
    {
      "tf/main.tf": root('module "m" {\n  source = "../other"\n}\n'),
      "other/main.tf": 'module "m" {\n  source = "../tf"\n}\n',
    },
    { said: [limit], kept: [harmless] },
  ],
  [
    "a million of something",
    { "tf/main.tf": root('resource "aws_sqs_queue" "many" {\n  count = 1000000\n  name  = "x"\n}\n') },
    { said: [limit], kept: [harmless] },
  ],
  [
    "a million for each of something",
    {
      "tf/main.tf": root(
        'resource "aws_sqs_queue" "many" {\n  for_each = toset([for i in range(1000000) : tostring(i)])\n  name     = each.key\n}\n',
      ),
    },
    { kept: [harmless, "create aws_sqs_queue.many[*]"] },
  ],
  [
    "modules in modules in modules",
    {
      "tf/main.tf": root('module "m" {\n  source = "./m"\n  count  = 100\n}\n'),
      "tf/m/main.tf": 'module "n" {\n  source = "../n"\n  count  = 100\n}\n',
      "tf/n/main.tf": 'resource "aws_sqs_queue" "q" {\n  count = 100\n  name  = "x"\n}\n',
    },
    { said: ["CHG-025 root_too_large tf/main.tf", "CHG-025 limit_exceeded tf/n/main.tf"], kept: [harmless] },
  ],
  ["a value that doubles forty times", { "tf/main.tf": doubling(40) }, { said: [limit], kept: [harmless] }],
  [
    "lists in lists in lists",
    {
      "tf/main.tf": uses(
        "jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]])",
      ),
    },
    { said: [limit], kept: [harmless] },
  ],
  ["a range of a billion", { "tf/main.tf": uses("jsonencode(range(1000000000))") }, { kept: [harmless] }],
  [
    "a product of sets",
    { "tf/main.tf": uses("jsonencode(setproduct(range(1000), range(1000), range(1000)))") },
    { said: [limit], kept: [harmless] },
  ],
  [
    "text of a gigabyte",
    { "tf/main.tf": uses('format("%01000000000d", 1)') },
    { said: [limit], kept: [harmless] },
  ],
  [
    "a text that replaces each of its letters by itself",
    { "tf/main.tf": uses(`replace(${filler}, "a", ${filler})`) },
    { said: [limit], kept: [harmless] },
  ],
  [
    "a regular expression that goes back and forth",
    { "tf/main.tf": uses(`jsonencode(regexall("(a+)+$", ${filler}))`) },
    { kept: [harmless] },
  ],
  [
    "a number without end",
    { "tf/main.tf": uses("tostring(pow(10, 1000000))") },
    { said: [limit], kept: [harmless] },
  ],
  [
    "locals that chase each other",
    { "tf/main.tf": `${uses("local.a")}locals {\n  a = local.b\n  b = local.a\n}\n` },
    { said: ["VAL-008 cycle tf/main.tf"], kept: [harmless] },
  ],
  [
    "a chain of a thousand locals",
    {
      "tf/main.tf": `${uses("local.l0")}locals {\n${repeated(1000, (i) => `  l${i} = local.l${i + 1}\n`)}  l1000 = "x"\n}\n`,
    },
    { said: [limit], kept: [harmless] },
  ],
];

describe("a root beside a good one", () => {
  test.each(cases)("%s", async (_, files, { said = [], kept = [] }) => {
    const { said: all, addresses } = await bench.ask({ base: {}, head: { ...beside, ...files } });
    expect(all.filter((text) => !text.includes(" beside/") && !text.startsWith("SEC-"))).toEqual(said);
    expect(all).toContain(besideSaid);
    expect(addresses).toEqual(expect.arrayContaining([...kept]));
  });
});

test.each(["1e30", "-1e300", "9".repeat(400), "1e400"])(
  "the port %s is judged like any other",
  async (port) => {
    const group = (from: string, to: string) =>
      root(`resource "aws_security_group" "g" {
  ingress {
    from_port   = ${from}
    to_port     = ${to}
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ecs_service" "s" {
  desired_count = ${to}
}
`);
    for (const [base, head] of [
      [{}, { "tf/main.tf": group("22", port) }],
      [{ "tf/main.tf": group("22", "22") }, { "tf/main.tf": group(port, port) }],
      [{ "tf/main.tf": group("0", port) }, { "tf/main.tf": group("22", "22") }],
    ] as const) {
      const { said } = await bench.ask({ base, head });
      expect(said.filter((text) => text.startsWith("CHG-025"))).toEqual([]);
    }
  },
);

test("names that JavaScript knows are names like any other", async () => {
  const { addresses, said } = await bench.ask({
    base: {},
    head: {
      "tf/main.tf": root(`resource "aws_sqs_queue" "__proto__" {
  __proto__   = "x"
  constructor = "x"
  tags        = { __proto__ = "x", constructor = "y" }
}
resource "__proto__" "constructor" {}
variable "__proto__" { default = 1 }
module "__proto__" { source = "./__proto__" }
output "x" { value = [var.__proto__, local.toString] }
`),
      "tf/__proto__/main.tf": 'resource "aws_sqs_queue" "constructor" {}\n',
    },
  });
  expect(addresses).toEqual(
    expect.arrayContaining([
      "create __proto__.constructor",
      "create aws_sqs_queue.__proto__",
      "create module.__proto__.aws_sqs_queue.constructor",
    ]),
  );
  expect(said.filter((text) => text.startsWith("VAL"))).toEqual(["VAL-007 undeclared_local tf/main.tf"]);
});
