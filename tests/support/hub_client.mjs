// What tests ask the Hub's own client (@huggingface/hub): node hub_client.mjs PACKAGES scan CACHE | read CACHE FILE |
// info HUB MODEL [REVISION] | list HUB MODEL REVISION [FOLDER] | download HUB MODEL REVISION PATH | search HUB JSON... |
// paths HUB MODEL REVISION PATH... | access HUB MODEL [TOKEN] | quants (names on standard input). Prints one JSON object.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [packages, verb, ...words] = process.argv.slice(2);
const require = createRequire(packages + "/x.js");
const hub = await import(pathToFileURL(require.resolve("@huggingface/hub")));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const verbs = {
    async scan(cache) {
        const found = await hub.scanCacheDir(cache);
        return {
            size: found.size,
            warnings: found.warnings.map((one) => String(one.message)),
            repos: found.repos.map((repo) => ({
                type: repo.id.type,
                name: repo.id.name,
                size: repo.size,
                files: repo.filesCount,
                revisions: repo.revisions.map((revision) => ({
                    commit: revision.commitOid,
                    refs: revision.refs,
                    size: revision.size,
                    files: revision.files.map((file) => ({ path: file.path, size: file.blob.size, blob: file.blob.path })),
                })),
            })),
        };
    },
    async read(file) {
        const bytes = await readFile(file);
        return { size: bytes.length, sha256: sha256(bytes) };
    },
    async info(hubUrl, name, revision) {
        return await hub.modelInfo({ name, hubUrl, revision, additionalFields: ["sha", "filePaths"] });
    },
    async list(hubUrl, name, revision, path) {
        const files = [];
        for await (const file of hub.listFiles({ repo: name, hubUrl, revision, path, recursive: !path, expand: !!path })) {
            files.push(file);
        }
        return { files };
    },
    async download(hubUrl, name, revision, path) {
        const blob = await hub.downloadFile({ repo: name, hubUrl, revision, path });
        if (!blob) {
            return { missing: true };
        }
        const bytes = Buffer.from(await blob.arrayBuffer());
        return { size: bytes.length, sha256: sha256(bytes) };
    },
    async search(hubUrl, ...questions) {
        const answers = [];
        for (const question of questions) {
            const models = [];
            for await (const model of hub.listModels({ hubUrl, ...JSON.parse(question) })) {
                models.push(model);
            }
            answers.push(models);
        }
        return { answers };
    },
    async paths(hubUrl, name, revision, ...paths) {
        return { entries: await hub.pathsInfo({ repo: name, hubUrl, revision, paths, expand: true }) };
    },
    async access(hubUrl, name, accessToken) {
        try {
            await hub.checkRepoAccess({ repo: name, hubUrl, accessToken });
            return { status: 200 };
        } catch (error) {
            return { status: error.statusCode ?? 0 };
        }
    },
    async quants() {
        const tasks = await import(pathToFileURL(require.resolve("@huggingface/tasks")));
        let text = "";
        for await (const chunk of process.stdin) {
            text += chunk;
        }
        const names = text.split("\n").filter((name) => name);
        return { labels: names.map((name) => tasks.parseGGUFQuantLabel(name) ?? "") };
    },
};
console.log(JSON.stringify(await verbs[verb](...words)));
