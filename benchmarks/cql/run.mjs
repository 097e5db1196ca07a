// Reads cases (JSON, a list of lists of facts) on stdin, compiles workload.cql, evaluates
// "Result" for every case, and prints {version, statuses, microseconds: [per repeat]}.
import { readFileSync } from "node:fs";
import {
  CqlTranslator,
  LibraryManager,
  ModelManager,
  createModelInfoProvider,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";
import cql from "cql-execution";

const REPEATS = Number(process.argv[2] ?? 3);
const beside = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(
  createModelInfoProvider((name) =>
    name === "System" ? stringAsSource(beside("./system.xml")) : null,
  ),
);
const elm = JSON.parse(
  CqlTranslator.fromText(beside("./workload.cql"), new LibraryManager(models)).toJson(),
);
const errors = (elm.library.annotation ?? []).filter((one) => one.errorSeverity === "error");
if (errors.length) throw new Error(JSON.stringify(errors, null, 1));

const day = (value) => (value === null ? null : cql.Date.parse(value));
const cases = JSON.parse(readFileSync(0, "utf8")).map((facts) =>
  facts.map((one) => ({ ...one, starts: day(one.starts), ends: day(one.ends) })),
);
const library = new cql.Library(elm);
const codes = new cql.CodeService({});
const none = { currentPatient: () => undefined, nextPatient: () => undefined };
const evaluate = async (facts) => {
  const executor = new cql.Executor(library, codes, { Facts: facts });
  const done = await executor.exec(none);
  return done.unfilteredResults.Result;
};

const statuses = [];
for (const facts of cases) statuses.push(await evaluate(facts));
const microseconds = [];
for (let turn = 0; turn < REPEATS; turn += 1) {
  const begin = process.cpuUsage();
  for (const facts of cases) await evaluate(facts);
  const spent = process.cpuUsage(begin);
  microseconds.push((spent.user + spent.system) / cases.length);
}
process.stdout.write(JSON.stringify({ version: "cql-execution 3.3.2", statuses, microseconds }));
