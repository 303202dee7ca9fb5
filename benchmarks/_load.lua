-- wrk sends what a file holds, each request once: a line with its length, then its bytes.
-- It counts answers other than 2xx and 3xx by itself; the figures leave as one line of JSON.

local requests, sent = {}, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for line in file:lines() do
    requests[#requests + 1] = file:read(tonumber(line))
  end
  file:close()
  collectgarbage("collect")
end

function request()
  sent = sent + 1
  return assert(requests[sent], "every request was sent: make more of them")
end

function done(summary, latency, _)
  local errors = summary.errors
  print(string.format(
    '{"answered": %d, "microseconds": %d, "p50": %d, "p99": %d, "errors": %d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
