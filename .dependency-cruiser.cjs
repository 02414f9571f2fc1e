// The import law of ARCHITECTURE.md: each layer imports only layers to its right.
//   main, cli → app → stages and edges → store (edges only), engines (roots, resources, policy only) → formats → model
// `npm run architecture` runs it over src, and over a planted violation that it has to find.
const top = process.env.SEKISHO_LAW_ROOT ?? "src";
const stages =
  "roots|resources|changes|tenancy|inventory|capacity|schemas|policy|waivers|decision|gate|report";
const edges = "git|github|config|ledger|web";
const at = (layers) => `^${top}/(${layers})/`;

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "model-imports-nothing",
      severity: "error",
      from: { path: at("model") },
      to: { path: `^${top}/`, pathNot: at("model") },
    },
    {
      name: "formats-import-model-only",
      severity: "error",
      from: { path: at("formats") },
      to: { path: `^${top}/`, pathNot: at("formats|model") },
    },
    {
      name: "engines-import-formats-and-model-only",
      severity: "error",
      from: { path: at("engines") },
      to: { path: `^${top}/`, pathNot: at("engines|formats|model") },
    },
    {
      name: "store-imports-what-is-right-of-it",
      severity: "error",
      from: { path: at("store") },
      to: { path: `^${top}/`, pathNot: at("store|formats|model") },
    },
    {
      name: "a-stage-imports-no-other-stage-and-no-edge",
      severity: "error",
      from: { path: `^${top}/(${stages})/` },
      to: { path: `^${top}/(${stages}|${edges}|store|app|cli|main)[/.]`, pathNot: `^${top}/$1/` },
    },
    {
      name: "only-some-stages-use-engines",
      severity: "error",
      from: { path: at(stages), pathNot: at("roots|resources|policy") },
      to: { path: at("engines") },
    },
    {
      name: "an-edge-imports-no-other-edge-and-no-stage",
      severity: "error",
      from: { path: `^${top}/(${edges})/` },
      to: { path: `^${top}/(${stages}|${edges}|engines|app|cli|main)[/.]`, pathNot: `^${top}/$1/` },
    },
    {
      name: "app-is-imported-by-entry-points-only",
      severity: "error",
      from: { path: `^${top}/`, pathNot: `^${top}/(app|cli|web)/|^${top}/main\\.ts` },
      to: { path: at("app") },
    },
    {
      name: "nobody-imports-an-entry-point",
      severity: "error",
      from: { path: `^${top}/`, pathNot: at("cli") },
      to: { path: `^${top}/(cli/|main\\.ts)` },
    },
    {
      name: "octokit-and-probot-in-github-only",
      severity: "error",
      from: { path: `^${top}/`, pathNot: `^${top}/(github/|main\\.ts)` },
      to: { path: "node_modules/(@octokit|probot)/" },
    },
    {
      name: "parsers-in-formats-only",
      severity: "error",
      from: { path: `^${top}/`, pathNot: at("formats") },
      to: { path: "node_modules/yaml/" },
    },
    {
      name: "no-file-outside-the-layers",
      severity: "error",
      from: {},
      to: {
        path: `^${top}/`,
        pathNot: `^${top}/(model|formats|engines|store|${stages}|${edges}|app|cli)/|^${top}/main\\.ts`,
      },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
