/**
 * The paper's experiments: Zhou et al., "Enhancing Robustness of Implicit Neural Representations
 * Against Weight Perturbations", Tables I and II and Figures 4 to 7.
 *
 * <p>An {@link dev.sirencast.experiments.Experiment} is a list of trainings and of noises to
 * measure them under; the {@link dev.sirencast.experiments.lab.Laboratory} does them; an {@link
 * dev.sirencast.experiments.lab.ExperimentReport} turns what was measured into tables, plots and
 * verdicts beside the {@link dev.sirencast.experiments.noise.Published} figures.
 *
 * <p>Beside them, patches under the paper's noises and over lost packets ({@link
 * dev.sirencast.experiments.noise.PatchStudy}), and the rates of COIN's networks (Dupont et al.
 * 2021): {@link dev.sirencast.experiments.coin.CoinStudy}.
 */
@NullMarked
package dev.sirencast.experiments;

import org.jspecify.annotations.NullMarked;
