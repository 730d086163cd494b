package dev.sirencast.cli.demo;

import dev.sirencast.transport.impairment.ChannelModel;

/**
 * What every stream of the demo goes through.
 *
 * @param model the bad channel
 * @param seed of what happens in it
 * @param trials how often a transfer is repeated in simulation, 1 or more
 */
record DemoLink(ChannelModel model, long seed, int trials) {}
