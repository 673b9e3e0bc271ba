// Reads a JSON list of paths of OPML files from standard input, each with feedsmith; prints what it saw as JSON.
// The argument is the address of feedsmith.
import { readFileSync } from "node:fs";

const { parseOpml } = await import(process.argv[2]);

const saw = {};
for (const path of JSON.parse(readFileSync(0, "utf8"))) {
  const { body } = parseOpml(readFileSync(path, "utf8"));
  saw[path] = body.outlines.flatMap((folder) =>
    folder.outlines.map((one) => [folder.text, one.type, one.text, one.title, one.language, one.htmlUrl, one.xmlUrl]),
  );
}
console.log(JSON.stringify(saw));
