-- Sends each line of BODIES once, to the path of wrk's URL. Ends the connection's work when there are none left.
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local next_body = tonumber(os.getenv("SKIP") or "0")
local headers = { ["content-type"] = os.getenv("BODY_TYPE") or "application/json" }
if os.getenv("AUTHORIZATION") then headers["authorization"] = os.getenv("AUTHORIZATION") end

function request()
  next_body = next_body + 1
  return wrk.format("POST", nil, headers, bodies[next_body] or "{}")
end

local not_ok = 0
function response(status)
  if status ~= 200 then not_ok = not_ok + 1; wrk.thread:set("not_ok", not_ok) end
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + (thread:get("not_ok") or 0) end
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%.6f,"notOk":%d,"socketErrors":%d,"p50Ms":%.3f,"p99Ms":%.3f}\n',
    summary.requests, summary.duration / 1e6, refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
