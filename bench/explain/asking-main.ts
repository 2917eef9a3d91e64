import { ask, type Load } from './latency.js';

// The askers, in a process of their own: a pause of the bench, whose memory holds a fleet and a
// matcher, would count as the service's.

process.on('message', (load: Load) => {
  ask(load).then(
    (answered) => process.send?.({ answered }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
