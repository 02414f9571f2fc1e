/**
 * The stand-in as a process of its own: `node test/github/serve.ts '<options as JSON>'`. It says on one line of JSON
 * where it is and what the App has to know, and ends when its input does: with the process that started it.
 */
import { startStandIn } from "./stand-in.ts";

const standIn = await startStandIn(JSON.parse(process.argv[2] ?? "{}"));
const { url, graphqlUrl, gitUrl, app } = standIn;
console.log(JSON.stringify({ url, graphqlUrl, gitUrl, app }));
process.stdin.resume();
process.stdin.once("end", () => {
  void standIn.close().then(() => process.exit(0));
});
