/**
 * Loaded into every process of the demo before its own code (`node --import`): when the process that started it ends,
 * for any reason, this one stops too, as if by SIGTERM. It works where signals do not, on Windows.
 */
process.once('disconnect', () => {
  const handled = process.emit('SIGTERM', 'SIGTERM');
  if (!handled) process.exit(0);
});
// The listener above would keep a finished process alive.
(process.channel as { unref?: () => void } | undefined)?.unref?.();
