import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconCoins, IconMessageQuestion, IconSchool } from '@tabler/icons-react'
import classes from './HowItWorks.module.css'

const steps = [
  {
    Icon: IconMessageQuestion,
    title: 'Ask',
    text: 'Paste a text or fill in numbers, and see what the model says and what made it say so. Free, and it stays in your browser.',
  },
  {
    Icon: IconSchool,
    title: 'Teach',
    text: 'Show the model a sample and say what it is. You stake a small deposit on being right, and the model learns at once.',
  },
  {
    Icon: IconCoins,
    title: 'Claim',
    text: 'When your time has come and the model agrees with you, the deposit comes back. Deposits on wrong lessons go to those whose lessons proved right.',
  },
]

/** The product in three steps, for those who see it for the first time. */
export function HowItWorks() {
  return (
    <section aria-labelledby="how">
      <Title order={2} id="how" mb="md">
        How it works
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
        {steps.map(({ Icon, title, text }) => (
          <Stack key={title} gap={6}>
            <span className={classes.icon}>
              <Icon size={22} aria-hidden />
            </span>
            <Title order={3}>{title}</Title>
            <Text c="dimmed">{text}</Text>
          </Stack>
        ))}
      </SimpleGrid>
    </section>
  )
}
