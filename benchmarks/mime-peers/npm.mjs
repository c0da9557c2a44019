// node npm.mjs postal-mime|mailparser PACK.bin PACK.idx PASSES: decodes every part of every message with a reader from npm.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [library, pack, index, passes] = process.argv.slice(2);
const require = createRequire(`${process.cwd()}/`);
const loaded = require(library);
const read = library === 'mailparser'
  ? message => loaded.simpleParser(message, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true })
  : message => (loaded.default ?? loaded).parse(message);
const data = readFileSync(pack);
const places = readFileSync(index, 'utf8').trim().split('\n').map(line => line.split(' ').map(Number));

for (let pass = 0; pass < Number(passes); pass++) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  let decoded = 0;
  for (const [offset, length] of places) {
    const message = await read(data.subarray(offset, offset + length));
    decoded += (message.text?.length ?? 0) + (message.html?.length ?? 0);
  }
  const wall = (performance.now() - start) / 1e3;
  const used = process.cpuUsage(cpu);
  const seconds = (used.user + used.system) / 1e6;
  console.log(`${library} MB/s=${(data.length / wall / 1e6).toFixed(1)} MB/cpu-s=${(data.length / seconds / 1e6).toFixed(1)} decoded=${decoded}`);
}
