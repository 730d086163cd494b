package dev.sirencast.simulation;

/**
 * Which trial of an experiment one is.
 *
 * @param cell the cell's place in the experiment, from 0
 * @param number the trial's number in the cell, from 0
 */
public record TrialPlace(int cell, int number) {}
