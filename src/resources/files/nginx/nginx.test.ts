// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats have expressions of their own.
import { describe, expect, test } from "vitest";
import type { Resource } from "../../../model/resource.ts";
import { nginxFromKubernetes } from "../index.ts";
import { lineOf, onlyResource, readFiles } from "../testing/read-files.ts";

const path = "nginx/nginx.conf";
const nginx = (text: string, beside: Readonly<Record<string, string>> = {}) =>
  onlyResource({ [path]: text, ...beside });

describe("the directives of NGINX", () => {
  test("have their arguments and blocks, and their lines", () => {
    const resource = nginx(
      "http {\n  server {\n    listen 80;\n    location / { return 200 'a;b'; }\n  }\n}\n",
    );
    expect(resource.object).toEqual({
      directives: [
        {
          directive: "http",
          block: [
            {
              directive: "server",
              block: [
                { directive: "listen", args: ["80"] },
                {
                  directive: "location",
                  args: ["/"],
                  block: [{ directive: "return", args: ["200", "a;b"] }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(lineOf(resource, "directives", 0, "block", 0, "block", 1, "block", 0, "args", 1)).toBe(
      `${path}:4`,
    );
    expect(lineOf(resource, "directives", 7)).toBe(`${path}:1`);
  });

  test.each([
    ["quotes and escapes", 'set $a "b\\"c";', ["$a", 'b"c']],
    ["a variable in braces", "set $a ${b}c;", ["$a", "${b}c"]],
    ["comments", "# x { y\nset $a b; # z }", ["$a", "b"]],
    ["a sharp within a word", "set $a b#c;", ["$a", "b#c"]],
    ["a regular expression", "location ~ \\.php$ {}", ["~", "\\.php$"]],
  ])("read %s", (_, text, args) => {
    expect(nginx(text).object).toMatchObject({ directives: [{ args }] });
  });

  test("programs of Lua are passed over as a whole", () => {
    const text =
      'content_by_lua_block {\n  -- don\'t } \n  say("}") --[[ } ]] if x then { } end\n}\nroot /x;\n';
    expect(nginx(text).object).toMatchObject({
      directives: [{ directive: "content_by_lua_block", block: [] }, { directive: "root" }],
    });
  });

  test.each([
    ["a block that stays open", "http {\n  a b;\n", 1, "a { is not closed"],
    ["a brace too many", "a b;\n}\n", 2, "a } closes nothing"],
    ["a semicolon that is missing", "http {\n  a b\n}\n", 2, "a ; is missing"],
    ["a quote that stays open", "a 'kie7Vah5ooth;\n", 1, "a quote is not closed"],
    ["a block without a name", "{ a b; }\n", 1, "a directive has to begin with a name"],
  ])("%s is said, without a word of the file", (_, text, line, reason) => {
    const { diagnostics } = readFiles({ [path]: text });
    expect(diagnostics).toMatchObject([{ messageId: "nginx_syntax", arguments: { path, line, reason } }]);
    expect(JSON.stringify(diagnostics)).not.toContain("kie7Vah5ooth");
  });

  test("templates are passed over, and depth has an end", () => {
    expect(readFiles({ [path]: "server {\n  {{ .Values.x }\n" }).notEvaluated).toMatchObject([
      { reason: "template" },
    ]);
    expect(readFiles({ [path]: "a {".repeat(20_000) }).diagnostics).toMatchObject([
      { messageId: "limit_exceeded", arguments: { limit: "nginxDepthMax" } },
    ]);
  });
});

describe("included files", () => {
  test("stand where they are included, with their own lines", () => {
    const resource = nginx("http {\n  include /etc/nginx/conf.d/*.conf;\n  include mime.types;\n}\n", {
      "nginx/conf.d/b.conf": "server { listen 2; }\n",
      "nginx/conf.d/a.conf": "\nserver { listen 1; }\n",
    });
    const block = [
      { directive: "server", block: [{ directive: "listen", args: ["1"] }] },
      { directive: "server", block: [{ directive: "listen", args: ["2"] }] },
      { directive: "include", args: ["mime.types"] },
    ];
    expect(resource.object).toEqual({ directives: [{ directive: "http", block }] });
    expect(lineOf(resource, "directives", 0, "block", 0)).toBe("nginx/conf.d/a.conf:2");
  });

  test("may include each other, and are read once in each chain", () => {
    const { diagnostics, resources } = readFiles({
      [path]: "include a.conf;",
      "nginx/a.conf": "x 1;\ninclude b.conf;",
      "nginx/b.conf": "include a.conf; y {",
    });
    expect(resources[0]?.object).toEqual({
      directives: [
        { directive: "x", args: ["1"] },
        { directive: "include", args: ["b.conf"] },
      ],
    });
    expect(diagnostics).toMatchObject([{ messageId: "nginx_syntax", arguments: { path: "nginx/b.conf" } }]);
  });
});

describe("NGINX in Kubernetes", () => {
  const object = (type: string, content: Resource["object"], lines: number): Resource => ({
    rootKey: "manifests:.",
    address: "core/ConfigMap/shop/nginx",
    type,
    object: content,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: "shop",
    location: { path: "a.yaml", startLine: 1, endLine: 30 },
    locate: () => ({ path: "a.yaml", startLine: 5, endLine: 5 + lines }),
  });

  test("is found in the data of a ConfigMap, at the line of the directive", () => {
    const data = { "default.conf": "server {\n  listen 80;\n}\n", other: "server = 1" };
    const [resource, ...others] = nginxFromKubernetes(object("core/ConfigMap", { data }, 3));
    expect(others).toEqual([]);
    expect(resource).toMatchObject({ address: "core/ConfigMap/shop/nginx#default.conf", namespace: "shop" });
    expect(resource?.locate(["directives", 0, "block", 0])).toMatchObject({ startLine: 7, endLine: 7 });
  });

  test("is found in snippets of the controller and of an Ingress", () => {
    const data = { "http-snippet": "proxy_ssl_verify off;", "worker-processes": "4" };
    expect(nginxFromKubernetes(object("core/ConfigMap", { data }, 0))).toHaveLength(1);
    const annotations = { "nginx.ingress.kubernetes.io/configuration-snippet": "stub_status;", a: "b;" };
    const ingress = object("networking.k8s.io/Ingress", { metadata: { annotations } }, 0);
    expect(nginxFromKubernetes(ingress)).toHaveLength(1);
  });

  test("is passed over where a template has to fill it in first", () => {
    const data = { "a.conf": "server {\n  listen {{ port }};\n" };
    expect(nginxFromKubernetes(object("core/ConfigMap", { data }, 2))).toEqual([]);
  });
});
