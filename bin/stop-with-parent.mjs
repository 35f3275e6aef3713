// Loaded before a child program of ours: when the process that started it is gone, also by kill -9, the
// channel between them closes and the child stops as it would for SIGTERM.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
