-- Sends the lines of REQUESTS one after another, from the one after SKIP on, and begins anew behind the last.
-- A line is: method, path, Authorization header or nothing, body or nothing; with tabs between.
local lines = {}
for line in io.lines(os.getenv("REQUESTS")) do lines[#lines + 1] = line end
local next_line = tonumber(os.getenv("SKIP") or "0")
local body_type = os.getenv("BODY_TYPE") or "application/json"

function request()
  local line = lines[next_line % #lines + 1]
  next_line = next_line + 1
  local method, path, authorization, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
  local headers = {}
  if authorization ~= "" then headers["authorization"] = authorization end
  if body ~= "" then headers["content-type"] = body_type else body = nil end
  return wrk.format(method, path, headers, body)
end

local not_ok = 0
function response(status)
  if status < 200 or status > 299 then not_ok = not_ok + 1; wrk.thread:set("not_ok", not_ok) end
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + (thread:get("not_ok") or 0) end
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%.6f,"failed":%d,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests, summary.duration / 1e6, refused +
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
