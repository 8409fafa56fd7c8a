// Uploads one file with tus-js-client: node upload.mjs <endpoint> <token|-> <file> <chunk bytes> [upload url]
import fs from 'node:fs'
import * as tus from 'tus-js-client'

const [endpoint, token, file, chunk, uploadUrl] = process.argv.slice(2)
// From memory, as a browser sends what it recorded: reading the file must not be what a benchmark measures.
const source = process.env.FROM_MEMORY ? fs.readFileSync(file) : fs.createReadStream(file)
const started = performance.now()
const upload = new tus.Upload(source, {
  endpoint,
  uploadUrl: uploadUrl ?? null,
  chunkSize: Number(chunk),
  uploadSize: fs.statSync(file).size,
  retryDelays: Array(600).fill(100),
  headers: token === '-' ? {} : { Authorization: `Bearer ${token}` },
  metadata: { filetype: 'video/webm', track: 'candidate' },
  onShouldRetry: () => true,
  onUploadUrlAvailable: () => console.log(`url ${upload.url}`),
  onSuccess: () => console.log(`done ${performance.now() - started}`),
  onError: (error) => {
    console.log(`failed ${error.message}`)
    process.exitCode = 1
  },
})
upload.start()
