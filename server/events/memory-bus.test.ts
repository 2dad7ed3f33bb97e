import { busConformance } from './conformance.ts';
import { MemoryBus } from './memory-bus.ts';

busConformance('memory', async () => {
  const bus = new MemoryBus();
  return { nodes: [bus, bus], dispose: () => bus.close() };
});
