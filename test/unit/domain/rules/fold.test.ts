import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, traditionalTable } from '../../../../functions/domain/rules/fold.ts';
import { snapshotOf } from '../../../../functions/domain/rules/snapshot.ts';
import { aSnapshot, someSettings } from '../../../support/rules.ts';

describe('fold', () => {
  it.each([
    ['ＶＩＰ　会员', 'vip 会员'],
    ['  Hello\n', 'hello'],
    ['\u3000流量\u200b', '流量'],
    ['ÀÉ Ω Ж', 'àé ω ж'],
    ['ſ', 's'],
    ['İ', 'i'],
    ['退款？', '退款?'],
    ['😀Ａ', '😀a'],
    ['\ufeffa\u00a0', 'a'],
    [' \u2028 ', ''],
    ['開始', '開始'],
  ])('makes %j %j', (typed, folded) => {
    expect(fold(typed)).toBe(folded);
  });

  it('changes nothing that is folded already', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('makes traditional characters simplified where a table says so', () => {
    const { traditional = '' } = snapshotOf(aSnapshot({ settings: someSettings({ foldTraditional: true }) }));
    const table = traditionalTable(traditional);
    expect(fold('請問怎麼開通國際漫遊？', table)).toBe('请问怎么开通国际漫游?');
    expect(fold('请问ａ', table)).toBe('请问a');
  });

  it('brings no table unless the settings ask for it', () => {
    expect(snapshotOf(aSnapshot())).not.toHaveProperty('traditional');
  });
});
