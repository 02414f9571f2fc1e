import { describe, expect, test } from "vitest";
import { brokenByTemplate, recogniseEncrypted, recogniseOpaque } from "./recognise.ts";

describe("recogniseOpaque", () => {
  test.each([
    ["\0GITCRYPT\0\x01\x02", "git-crypt"],
    ["age-encryption.org/v1\n-> X25519", "age"],
    ["-----BEGIN AGE ENCRYPTED FILE-----\n", "age"],
    ["$ANSIBLE_VAULT;1.1;AES256\n", "ansible-vault"],
    ["-----BEGIN PGP MESSAGE-----\n", "pgp"],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "lfs-pointer"],
    ["apiVersion: v1\n", null],
    ["", null],
    ["# \0GITCRYPT\0", null],
  ])("%j is %s", (text, expected) => {
    expect(recogniseOpaque(Buffer.from(text, "latin1"))).toBe(expected);
  });
});

describe("recogniseEncrypted", () => {
  test.each([
    [{ kind: "Secret", sops: { mac: "ENC[...]", version: "3.9.0" } }, "sops"],
    [{ apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret" }, "sealed-secret"],
    [{ apiVersion: "example.com/v1", kind: "SealedSecret" }, null],
    [{ sops: "a word" }, null],
    [JSON.parse('{"__proto__": {"sops": {"mac": ""}}}'), null],
    [[], null],
    [null, null],
  ])("%j is %s", (value, expected) => {
    expect(recogniseEncrypted(value)).toBe(expected);
  });
});

describe("brokenByTemplate", () => {
  test.each([
    ["the line itself", "a: {{ x }}", 1, true],
    ["two lines above", "{{ if x }}\na: 1\nb", 3, true],
    ["Jinja", "{% for x in y %}\n- a", 2, true],
    ["far above", "a: '{{ x }}'\nb: 1\nc: 1\nd: 1\ne: @", 5, false],
    ["below", "a: @\nb: {{ x }}", 1, false],
    ["in a comment", "# {{ x }}\na: @", 2, false],
  ] as const)("a marker on %s", (_, text, line, expected) => {
    expect(brokenByTemplate(text, line)).toBe(expected);
  });
});
