// Byte-compiles an archive of Python, the standard library or a wheel, with Pyodide itself, under
// Node, so that the bytecode fits:
//   node compile_archive.mjs FOLDER_OF_PYODIDE IN.zip OUT.zip
// What is in it then loads in a fraction of the time. The sources stay, for tracebacks.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [core, source, out] = process.argv.slice(2).map((given) => path.resolve(given));
const { loadPyodide } = await import(pathToFileURL(path.join(core, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: core });

pyodide.FS.writeFile("/in.zip", readFileSync(source));
pyodide.globals.set("wheel", source.endsWith(".whl"));
pyodide.runPython(`
import importlib.util, sysconfig, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

# The library stays an archive, where bytecode lies beside its source; a wheel is unpacked.
folder = sysconfig.get_path("purelib") + "/" if wheel else "/lib/"

with zipfile.ZipFile("/in.zip") as plain, zipfile.ZipFile("/out.zip", "w") as both:
    for name in plain.namelist():
        data = plain.read(name)
        both.writestr(name, data, zipfile.ZIP_DEFLATED, 6)
        if name.endswith(".py"):
            code = compile(data, folder + name, "exec", dont_inherit=True)
            # Unchecked: the source beside it is not even looked at.
            pyc = _code_to_hash_pyc(code, importlib.util.source_hash(data), False)
            target = importlib.util.cache_from_source(name) if wheel else name + "c"
            both.writestr(target, bytes(pyc), zipfile.ZIP_STORED)
`);
writeFileSync(out, pyodide.FS.readFile("/out.zip"));
