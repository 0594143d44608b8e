import { describe, expect, it } from 'vitest';
import { completeKfAccount, kfAccountFault, nicknameFault } from '../../../functions/domain/kf-names.ts';

describe('kfAccountFault', () => {
  it.each(['kf1', 'kf_1@shop', `${'a'.repeat(10)}@${'b'.repeat(30)}`])('of %s is none', (name) => {
    expect(kfAccountFault(name)).toBeUndefined();
  });

  it.each([
    ['a@b@c', 'more than one @'],
    ['@shop', 'no prefix'],
    ['客服', 'other characters'],
    ['a'.repeat(11), '11 characters'],
    ['a@', 'nothing after the @'],
    [`a@${'b'.repeat(31)}`, '31 characters'],
  ])('of %s names %s', (name, fault) => {
    expect(kfAccountFault(name)).toContain(fault);
  });
});

describe('nicknameFault', () => {
  it.each([
    ['客服'.repeat(8), undefined],
    ['😀'.repeat(17), 'has 17 characters; WeChat allows 16'],
    [' ', 'is empty; users see it, give a name'],
  ])('of %j', (nickname, fault) => {
    expect(nicknameFault(nickname)).toBe(fault);
  });
});

describe('completeKfAccount', () => {
  it.each([
    ['a@shop', 'other', 'a@shop'],
    ['a', 'shop', 'a@shop'],
    ['a', undefined, undefined],
  ])('of %s at %s is %s', (name, wechatId, complete) => {
    expect(completeKfAccount(name, wechatId)).toBe(complete);
  });
});
