// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats have expressions of their own.
import { describe, expect, test } from "vitest";
import { lineOf, onlyResource, readFiles } from "../testing/read-files.ts";

const path = "app/compose.yaml";
const compose = (text: string, beside: Readonly<Record<string, string>> = {}) =>
  onlyResource({ [path]: text, ...beside });

describe("a Compose file", () => {
  test("has the environment as a map, however it is written", () => {
    const resource = compose(
      "services:\n  a:\n    environment:\n      - X=1\n      - HOME\n  b:\n    environment: {X: 2}\n",
    );
    expect(resource.object).toEqual({
      services: { a: { environment: { X: "1", HOME: null } }, b: { environment: { X: 2 } } },
    });
    expect(lineOf(resource, "services", "a", "environment", "HOME")).toBe(`${path}:5`);
    expect(lineOf(resource, "services", "b", "environment", "X")).toBe(`${path}:7`);
  });

  test("has defaults of variables, and says what is known only where it runs", () => {
    const resource = compose(
      "services:\n  a:\n    image: a:${TAG:-1}\n    ports: ['$PORT:80', '81:81']\n    hostname: $$x\n    user: ${UID:?say}\n",
    );
    expect(resource.object).toEqual({
      services: { a: { image: "a:1", ports: [null, "81:81"], hostname: "$x" } },
    });
    expect([...resource.unknown.keys()]).toEqual(["/services/a/ports/0", "/services/a/user"]);
  });

  test("has merged maps of YAML", () => {
    const { object } = compose("x-a: &a {privileged: true}\nservices:\n  a:\n    <<: *a\n    image: a\n");
    expect(object).toMatchObject({ services: { a: { privileged: true, image: "a" } } });
  });
});

describe("services that extend others", () => {
  test("have their fields below their own, at the place that says them", () => {
    const resource = compose(
      "services:\n  a:\n    extends: {file: ../base/common.yaml, service: common}\n    ports: ['80:80']\n",
      { "base/common.yaml": "services:\n  common:\n    privileged: true\n    ports: ['81:81']\n" },
    );
    expect(resource.object).toEqual({ services: { a: { privileged: true, ports: ["81:81", "80:80"] } } });
    expect(lineOf(resource, "services", "a", "privileged")).toBe("base/common.yaml:3");
    expect(lineOf(resource, "services", "a", "ports")).toBe(`${path}:4`);
  });

  test("may go in a circle, or lead nowhere", () => {
    const circle = "services:\n  a: {extends: b, x: 1}\n  b: {extends: a, z: 2}\n";
    expect(compose(circle).object).toEqual({
      services: { a: { x: 1, z: 2 }, b: { x: 1, z: 2 } },
    });
    expect(compose("services:\n  a: {extends: {file: none.yaml, service: a}, x: 1}\n").object).toEqual({
      services: { a: { x: 1 } },
    });
  });
});

test("files that it includes are read with it, unless their own name says what they are", () => {
  const services = "services:\n  db: {image: db}\n";
  const { resources } = readFiles({
    [path]: "include: [{path: [../base/db.yaml]}, compose.more.yaml]\nservices: {}\n",
    "base/db.yaml": `include: [../app/compose.yaml]\n${services}`,
    "app/compose.more.yaml": services,
  });
  expect(resources.map(({ address }) => address)).toEqual([path, "base/db.yaml"]);
});
